//! The parameters of presets: how one is written, and their names.

use super::{Parameter, ParameterUnit};

pub const fn number(
    name: &'static str,
    unit: ParameterUnit,
    default: &'static str,
    min: i64,
    max: i64,
) -> Parameter {
    Parameter { name, unit, default, min, max }
}

pub const fn text(name: &'static str, unit: ParameterUnit, default: &'static str) -> Parameter {
    Parameter { name, unit, default, min: 0, max: 0 }
}

/// The names of parameters: key, Chinese, English.
pub const PARAMETERS: &[(&str, &str, &str)] = &[
    ("days", "天数", "Days"),
    ("login", "表示登录的动作", "Action that is a login"),
    ("hours", "每天小时数", "Hours per day"),
    ("times", "次数或倍数", "Times"),
    ("from", "年龄下限", "Age from"),
    ("to", "年龄上限", "Age to"),
    ("friends", "好友数", "Friends"),
    ("overlap", "重合比例", "Overlap"),
    ("percent", "比例", "Percentage"),
    ("share", "表示转发的动作", "Action that is a share"),
    ("amount", "金额", "Amount"),
    ("from_amount", "金额下限", "Amount from"),
    ("to_amount", "金额上限（不含）", "Amount below"),
    ("benchmark", "基准金额", "Benchmark"),
    ("rise", "增幅", "Rise"),
    ("orders", "订单数", "Orders"),
    ("views", "浏览次数", "Views"),
    ("seconds", "秒数", "Seconds"),
    ("view", "表示浏览的动作", "Action that is a view"),
    ("primary", "主兴趣", "Primary interest"),
    ("secondary", "次兴趣", "Secondary interest"),
    ("idle", "多少天没有互动", "Days without interaction"),
    ("new", "加入多少天以内", "Days since joining"),
    ("base", "之前的互动次数", "Interactions before"),
    ("drop", "降幅", "Drop"),
    ("features", "功能数", "Features"),
    ("months", "连续月数", "Months in a row"),
    ("checkin", "表示打卡的动作", "Action that is a check-in"),
    ("invited", "邀请人数", "People invited"),
    ("invite", "表示邀请的动作", "Action that is an invitation"),
    ("deposit", "表示付定金的动作", "Action that is a deposit"),
    ("work", "表示提交作品的动作", "Action that is a submitted work"),
    ("trial", "表示试听的动作", "Action that is a trial"),
    ("read", "表示阅读的动作", "Action that is reading"),
    ("topic", "主题", "Topic"),
    ("category", "类目", "Category"),
    ("paid", "表示已付款的状态", "Status that is paid"),
    ("from_date", "开始日期", "First day"),
    ("to_date", "结束日期", "Last day"),
    ("repeats", "复购次数", "Repeat orders"),
];
