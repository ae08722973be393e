//! A module that remembers which of its functions ran.

use walrus::ir::{BinaryOp, Value};
use walrus::{ConstExpr, FunctionId, Module, ValType};

/// Functions that one global has bits for.
const IN_A_GLOBAL: usize = 64;

/// Sets a bit at the beginning of every function: of function `n` bit `n % 64` of the exported global `ran<n / 64>`.
pub fn remember(module: &mut Module) {
    let functions: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let last = functions.iter().map(FunctionId::index).max().unwrap_or(0);
    let globals: Vec<_> = (0..=last / IN_A_GLOBAL)
        .map(|at| {
            let global = module.globals.add_local(
                ValType::I64,
                true,
                false,
                ConstExpr::Value(Value::I64(0)),
            );
            module.exports.add(&format!("ran{at}"), global);
            global
        })
        .collect();
    for (id, function) in module.funcs.iter_local_mut() {
        let global = globals[id.index() / IN_A_GLOBAL];
        function
            .builder_mut()
            .func_body()
            .global_get_at(0, global)
            .const_at(1, Value::I64(1 << (id.index() % IN_A_GLOBAL)))
            .binop_at(2, BinaryOp::I64Or)
            .global_set_at(3, global);
    }
}
