//! Writes `pkg/definition.d.ts`: the TypeScript twin of every type that crosses the boundary.

use ts_rs::{Config, TS};

macro_rules! declare {
    ($config:expr, $($type:ty),+ $(,)?) => {
        [$(declaration::<$type>($config)),+]
    };
}

fn declaration<T: TS + 'static>(config: &Config) -> String {
    let docs = T::docs().unwrap_or_default();
    format!("{docs}export {}\n", T::decl(config))
}

fn definition() -> String {
    use crate::error::{Code, Error, Location};
    use crate::import::join::{DecisionKind, IdentityRule, LoadMode, SharedReason, Upsert};
    use crate::import::*;
    use crate::insight::{Bar, Distribution, ValueCount, Words};
    use crate::rule::exchange::{Exchange, Format};
    use crate::rule::lint::{Finding, Fix, FixKind, LintCode, Severity};
    use crate::rule::operator::*;
    use crate::rule::preset::{Blocked, Industry, ParameterUnit, PresetInfo, PresetParameter};
    use crate::rule::schema::*;
    use crate::rule::sentence::{Form, Listing, Phrase, Quotable, TableWord, Token};
    use crate::rule::*;
    use crate::session::*;
    use crate::table::{Kind, Semantic};
    use crate::time::window::{Absolute, Ago, Amount, Calendar};
    let config = Config::default();
    let parts = declare!(
        &config,
        Document,
        Meta,
        WeekStart,
        Node,
        NodeKind,
        Attribute,
        Missing,
        Parameter,
        KOf,
        Operator,
        Rank,
        Band,
        Period,
        Diff,
        Circle,
        GeoBox,
        TopN,
        TopPercent,
        QuantileRange,
        Zscore,
        Population,
        Tie,
        Literal,
        Reference,
        ParamReference,
        FieldReference,
        StatisticReference,
        Statistic,
        TagCondition,
        TagTest,
        TagSource,
        EventCondition,
        EventWindow,
        Since,
        SinceAttribute,
        SinceEvent,
        Which,
        Offset,
        Mask,
        Measure,
        Percentile,
        GapStatistic,
        Streak,
        StreakKind,
        ActivePeriods,
        Share,
        Ratio,
        Part,
        Growth,
        Seasonality,
        Sequence,
        Step,
        SegmentRef,
        List,
        Sample,
        Limit,
        TopLimit,
        RandomLimit,
        Order,
        Exchange<Document>,
        Format,
        Window,
        Amount,
        Ago,
        Calendar,
        Absolute,
        Unit,
        Code,
        Error,
        Location,
        Schema,
        FieldInfo,
        EventInfo,
        Taggings,
        MeasureInfo,
        OperatorInfo,
        Level,
        Operand,
        Kind,
        Semantic,
        FilePlan,
        Container,
        Encoding,
        SheetInfo,
        RecordPath,
        SkippedLine,
        SkipReason,
        RowsAre,
        ColumnPlan,
        Ask,
        LayoutWas,
        UnknownWords,
        ItemRule,
        ItemAmount,
        OutcomeRule,
        Evidence,
        LayoutInfo,
        Role,
        DateOrder,
        FileReport,
        ReasonCount,
        RejectReason,
        UnplannedKey,
        RejectedRow,
        Preview,
        PreviewRow,
        PreviewRejected,
        Shown,
        ColumnReport,
        FailedCell,
        LeftOut,
        CellIssue,
        Progress,
        FileEntry,
        SizeReport,
        PresetInfo,
        PresetParameter,
        ParameterUnit,
        Industry,
        Blocked,
        Token,
        Phrase,
        Listing,
        TableWord,
        Form,
        Quotable,
        NodeSize,
        CountUnit,
        ResolvedWindow,
        TagInfo,
        ValueCount,
        ExplainReport,
        NodeExplained,
        ContactReport,
        NodeTruth,
        ShownValue,
        ContactEntry,
        ContactRef,
        MembersPage,
        PageColumn,
        PageOptions,
        ExportPiece,
        ExportChoice,
        Distribution,
        Bar,
        SegmentEntry,
        LintCode,
        Severity,
        Finding,
        Fix,
        FixKind,
        PutOptions,
        SegmentVersion,
        SnapshotOptions,
        SnapshotEntry,
        MembersRef,
        Moved,
        Movement,
        MovedPart,
        ReplayPoint,
        LibraryGraph,
        GraphNode,
        SegmentUse,
        Impact,
        IdentityInfo,
        IdentityRule,
        MergeReport,
        JoinedBy,
        SharedValue,
        SharedReason,
        MergedPage,
        MergedPerson,
        SourceRow,
        KeyValue,
        ConflictPage,
        KeyConflict,
        RowRef,
        MergeDecision,
        DecisionKind,
        DecidedRow,
        LoadMode,
        Upsert,
        LoadProposal,
        LoadReason,
        QualityOptions,
        QualityReport,
        TableQuality,
        DayGap,
        ColumnQuality,
        QualityChange,
        QualityFinding,
        QualityLevel,
        QualityMeasure,
        MemoryReport,
        MemoryItem,
        Words,
    );
    format!(
        "// Generated from the Rust types by `cargo test`; do not edit.\n\n{}",
        parts.join("\n")
    )
}

#[test]
fn the_typescript_types_are_those_of_rust() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg/definition.d.ts");
    let fresh = definition();
    if std::env::var_os("FENQUN_UPDATE").is_some() {
        std::fs::write(path, &fresh).unwrap();
    }
    let stored = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        stored == fresh,
        "pkg/definition.d.ts is stale: run FENQUN_UPDATE=1 cargo test --lib types"
    );
}
