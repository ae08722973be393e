//! The two parts of a module.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalId, GlobalKind, ImportedFunction, LocalFunction, Module, TableId, ValType, passes,
};

/// Name under which the later part imports the exports of the first.
const FIRST: &str = "first";
/// The exported table.
const TABLE: &str = "later_table";
/// Exported global: the place of the table that JavaScript fills with what fetches the later part.
const LOADER: &str = "later_loader";
/// Exported global: 1 as soon as the later part is there.
const READY: &str = "later_ready";
/// A function of at most so many instructions is not moved away from those that call it: calling it there would be as long.
const SMALL: u64 = 8;

/// What the parts know of each other.
pub struct Pair<'a> {
    /// The name of the later part's file, told by an export of the first: `later:<file>`.
    pub file: &'a str,
    /// The same in both parts, and in no others.
    pub mark: u64,
}

impl Pair<'_> {
    /// The global that the first part exports and the later one imports, so that others do not link.
    fn name(&self) -> String {
        format!("later_{:016x}", self.mark)
    }
}

/// A module in two parts.
pub struct Parts {
    /// What a visit runs, with a short function in the place of each that is called from here and is there later.
    pub first: Module,
    /// The rest: imports what it needs from the exports of the first part and fills its places of the table when it starts.
    pub later: Module,
    /// Functions of the first part.
    pub kept: usize,
    /// Functions of the later part.
    pub moved: usize,
    /// Those of them that the first part calls.
    pub entries: usize,
}

/// What refers to a function.
#[derive(Default)]
struct Callees(Vec<FunctionId>);

impl Visitor<'_> for Callees {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.0.push(*function);
    }
}

/// The number of a function: the same in every copy of a module, which its id is not.
type Number = usize;

fn callees(function: &LocalFunction) -> impl Iterator<Item = Number> {
    let mut found = Callees::default();
    dfs_in_order(&mut found, function, function.entry_block());
    found.0.into_iter().map(|id| id.index())
}

/// Places of the function table, and who is there: pieces that begin somewhere.
struct Places {
    size: u64,
    at: Vec<(u32, Vec<Number>)>,
}

fn table_of(module: &Module) -> Result<TableId> {
    module.tables.main_function_table()?.context("there is no table of functions")
}

fn places(module: &Module) -> Result<Places> {
    let table = table_of(module)?;
    let mut at = Vec::new();
    for element in module.elements.iter() {
        let ElementKind::Active { table: of, offset } = &element.kind else { continue };
        if *of != table {
            continue;
        }
        let ConstExpr::Value(Value::I32(offset)) = offset else {
            bail!("a part of the table begins where only a run knows")
        };
        let ElementItems::Functions(functions) = &element.items else {
            bail!("a part of the table is not a list of functions")
        };
        at.push((u32::try_from(*offset)?, functions.iter().map(FunctionId::index).collect()));
    }
    Ok(Places { size: module.tables.get(table).initial, at })
}

/// Divides the module that `read` gives, twice the same: functions in `ran` (and small ones that these call) are first.
///
/// # Errors
/// A module without a table of functions, or with one whose beginning is computed.
pub fn divide(
    read: impl Fn() -> Result<Module>,
    ran: &BTreeSet<usize>,
    pair: &Pair<'_>,
) -> Result<Parts> {
    let whole = read()?;
    let places = places(&whole)?;
    let outside: BTreeSet<Number> = places
        .at
        .iter()
        .flat_map(|(_, functions)| functions.iter().copied())
        .chain(whole.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(id) => Some(id.index()),
            _ => None,
        }))
        .collect();
    let local = || whole.funcs.iter_local().map(|(id, function)| (id.index(), function));
    let called: BTreeSet<Number> = local()
        .filter(|(at, _)| ran.contains(at))
        .flat_map(|(_, function)| callees(function))
        .collect();
    let moved: BTreeSet<Number> = local()
        .filter(|(at, function)| {
            !ran.contains(at)
                && (function.size() > SMALL || !(called.contains(at) || outside.contains(at)))
        })
        .map(|(at, _)| at)
        .collect();
    let kept = || local().filter(|(at, _)| !moved.contains(at));
    let entries: BTreeSet<Number> = {
        let of_kept: BTreeSet<Number> =
            kept().flat_map(|(_, function)| callees(function)).chain(outside).collect();
        moved.intersection(&of_kept).copied().collect()
    };
    let slots: BTreeMap<Number, u64> =
        entries.iter().zip(places.size + 1..).map(|(&at, slot)| (at, slot)).collect();
    let later = later(read()?, &places, &moved, &slots, pair)?;
    let first = first(read()?, &places, &moved, &slots, (&later, pair))?;
    Ok(Parts { first, later, kept: kept().count(), moved: moved.len(), entries: entries.len() })
}

fn name_of_function(id: FunctionId) -> String {
    format!("f{}", id.index())
}

fn name_of_global(id: GlobalId) -> String {
    format!("g{}", id.index())
}

fn name_of_table(id: TableId) -> String {
    format!("t{}", id.index())
}

/// The later part: everything else becomes an import of the same name as the export of the first part.
fn later(
    mut module: Module,
    places: &Places,
    moved: &BTreeSet<Number>,
    slots: &BTreeMap<Number, u64>,
    pair: &Pair<'_>,
) -> Result<Module> {
    for id in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
        module.exports.delete(id);
    }
    for id in module.imports.iter().map(walrus::Import::id).collect::<Vec<_>>() {
        module.imports.delete(id);
    }
    for id in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
        module.data.delete(id);
    }
    for id in module.elements.iter().map(walrus::Element::id).collect::<Vec<_>>() {
        module.elements.delete(id);
    }
    for id in module
        .funcs
        .iter()
        .map(walrus::Function::id)
        .filter(|id| !moved.contains(&id.index()))
        .collect::<Vec<_>>()
    {
        let ty = module.funcs.get(id).ty();
        let import = module.imports.add(FIRST, &name_of_function(id), id);
        module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
    }
    for id in module.globals.iter().map(walrus::Global::id).collect::<Vec<_>>() {
        let import = module.imports.add(FIRST, &name_of_global(id), id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    for id in module.tables.iter().map(walrus::Table::id).collect::<Vec<_>>() {
        let import = module.imports.add(FIRST, &name_of_table(id), id);
        let table = module.tables.get_mut(id);
        table.elem_segments.clear();
        table.init = None;
        (table.import, table.maximum) = (Some(import), None);
    }
    for id in module.memories.iter().map(walrus::Memory::id).collect::<Vec<_>>() {
        let import = module.imports.add(FIRST, "memory", id);
        let memory = module.memories.get_mut(id);
        memory.data_segments.clear();
        (memory.import, memory.maximum) = (Some(import), None);
    }
    let table = table_of(&module)?;
    let ids: BTreeMap<Number, FunctionId> =
        module.funcs.iter().map(|function| (function.id().index(), function.id())).collect();
    let anew = places
        .at
        .iter()
        .flat_map(|(at, functions)| (u64::from(*at)..).zip(functions))
        .filter(|(_, function)| moved.contains(function));
    let filled: BTreeMap<u64, FunctionId> = anew
        .chain(slots.iter().map(|(function, &slot)| (slot, function)))
        .map(|(slot, function)| (slot, ids[function]))
        .collect();
    for (at, functions) in runs(&filled) {
        let offset = ConstExpr::Value(Value::I32(i32::try_from(at)?));
        let id = module
            .elements
            .add(ElementKind::Active { table, offset }, ElementItems::Functions(functions));
        module.tables.get_mut(table).elem_segments.insert(id);
    }
    let (mark, _) = module.add_import_global(FIRST, &pair.name(), ValType::I32, false, false);
    let (ready, _) = module.add_import_global(FIRST, READY, ValType::I32, true, false);
    let mut start = FunctionBuilder::new(&mut module.types, &[], &[]);
    start.func_body().global_get(mark).global_set(ready);
    module.start = Some(start.finish(Vec::new(), &mut module.funcs));
    passes::gc::run(&mut module);
    Ok(module)
}

/// Neighbours together, with the place of the first.
fn runs(filled: &BTreeMap<u64, FunctionId>) -> Vec<(u64, Vec<FunctionId>)> {
    let mut runs: Vec<(u64, Vec<FunctionId>)> = Vec::new();
    for (&at, &function) in filled {
        match runs.last_mut() {
            Some((from, functions)) if *from + functions.len() as u64 == at => {
                functions.push(function);
            }
            _ => runs.push((at, vec![function])),
        }
    }
    runs
}

/// The first part: what was moved and is called from here becomes a call of its place, and exports what the later part imports.
fn first(
    mut module: Module,
    places: &Places,
    moved: &BTreeSet<Number>,
    slots: &BTreeMap<Number, u64>,
    (later, pair): (&Module, &Pair<'_>),
) -> Result<Module> {
    let size = places.size + 1 + slots.len() as u64;
    let functions = table_of(&module)?;
    let table = module.tables.get_mut(functions);
    table.initial = size;
    table.maximum = table.maximum.map(|most| most.max(size));
    let loader = i32::try_from(places.size)?;
    let place =
        module.globals.add_local(ValType::I32, false, false, ConstExpr::Value(Value::I32(loader)));
    let ready =
        module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    module.exports.add(TABLE, functions);
    module.exports.add(LOADER, place);
    module.exports.add(READY, ready);
    let mark =
        module.globals.add_local(ValType::I32, false, false, ConstExpr::Value(Value::I32(1)));
    module.exports.add(&pair.name(), mark);
    module.exports.add(&format!("later:{}", pair.file), mark);

    let nothing = module.types.add(&[], &[]);
    let mut ensure = FunctionBuilder::new(&mut module.types, &[], &[]);
    ensure.func_body().global_get(ready).if_else(
        None,
        |_| {},
        |absent| {
            absent.i32_const(loader).call_indirect(nothing, functions);
        },
    );
    let ensure = ensure.finish(Vec::new(), &mut module.funcs);

    let ids: BTreeMap<Number, FunctionId> =
        module.funcs.iter().map(|function| (function.id().index(), function.id())).collect();
    for (number, &slot) in slots {
        let id = ids[number];
        let ty = module.funcs.get(id).ty();
        let (takes, gives) = (module.types.params(ty).to_vec(), module.types.results(ty).to_vec());
        let args: Vec<_> = takes.iter().map(|&of| module.locals.add(of)).collect();
        let mut call = FunctionBuilder::new(&mut module.types, &takes, &gives);
        let mut body = call.func_body();
        body.call(ensure);
        for &arg in &args {
            body.local_get(arg);
        }
        body.i32_const(i32::try_from(slot)?).call_indirect(ty, functions);
        module.funcs.get_mut(id).kind = FunctionKind::Local(call.local_func(args));
    }
    for number in moved.iter().filter(|number| !slots.contains_key(number)) {
        module.funcs.delete(ids[number]);
    }
    export(&mut module, later);
    passes::gc::run(&mut module);
    Ok(module)
}

/// Exports under the names that the later part imports.
fn export(module: &mut Module, later: &Module) {
    let wanted: BTreeSet<&str> = later.imports.iter().map(|import| import.name.as_str()).collect();
    let mut items: Vec<(String, ExportItem)> = Vec::new();
    items.extend(
        module.funcs.iter().map(|function| (name_of_function(function.id()), function.id().into())),
    );
    items.extend(
        module.globals.iter().map(|global| (name_of_global(global.id()), global.id().into())),
    );
    items.extend(module.tables.iter().map(|table| (name_of_table(table.id()), table.id().into())));
    let has_memory = module.exports.iter().any(|export| export.name == "memory");
    items.extend(
        module
            .memories
            .iter()
            .filter(|_| !has_memory)
            .map(|memory| ("memory".to_owned(), memory.id().into())),
    );
    for (name, item) in items {
        if wanted.contains(name.as_str()) {
            module.exports.add(&name, item);
        }
    }
}
