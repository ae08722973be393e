//! Tables and columns of relations, groups, shares and invitations, by their names.

use super::params::{NetworkGroups, NetworkInvitees, NetworkParams, NetworkShares};
use crate::rule::preset::find_role;
use crate::session::Session;
use crate::session::scores::activity::find;
use crate::session::scores::bind::{column, table};
use crate::table::{Column, Data, EventTable, Kind, Texts, fold};

/// Whole headers of the other end of a relation that holds both ways.
const FRIEND: &str = "\
    好友 好友id 好友编号 好友手机 好友手机号 好友userid 朋友 对方 对方id friend friendid \
    friendkey peer to toid target targetid dst toexternaluserid";
/// Of following, which holds one way.
const FOLLOW: &str = "\
    关注 关注对象 关注的人 关注人 被关注人 被关注者 被关注用户 followee followeeid \
    follow follows followed followedid following followingid";
/// Of those who were invited.
const INVITED: &str = "\
    被邀请人 被邀请人id 被邀请人手机 被邀请人手机号 被邀请者 受邀人 受邀人id 被推荐人 \
    新客 新客id 下级 invitee inviteeid invited referee refereeid referred";
/// Of those who invited, where the rows belong to the invited.
const INVITER: &str = "\
    邀请人 邀请人id 邀请人手机 邀请人手机号 邀请者 推荐人 推荐人id 上级 inviter \
    inviterid referrer referrerid referredby invitedby";
/// Whole headers of how strong a relation is.
const WEIGHT: &str = "权重 亲密度 互动次数 次数 强度 weight strength intimacy times count";
/// Whole headers of a group.
const GROUP: &str = "\
    群名 群名称 群 群id 群聊 群聊id 群聊名称 群编号 社群 社群名称 所在群 group groupid \
    groupname chat chatid chatname roomid room";
/// Parts of the kinds of events that are shares, and of those that are exposures.
const SHARE: &str = "分享 转发 share forward";
const EXPOSURE: &str = "曝光 阅读 浏览 访问 查看 read view visit impression open";

/// A header without signs, folded.
fn compact(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The place of a header among the words that a whole one may be.
fn place(words: &str, name: &str) -> Option<usize> {
    let name = compact(name);
    words.split_whitespace().position(|word| word == name)
}

/// The column whose whole header is the best word of a list; no key column that rows are joined by, unless it is the only one
/// of that name.
fn headed<'a>(
    session: &Session,
    table: &'a EventTable,
    words: &str,
    fits: impl Fn(&Column) -> bool,
) -> Option<&'a Column> {
    let owner = joined_by(session, &table.name);
    let place = |column: &&Column| place(words, &column.name);
    let columns = table.columns.iter().map(AsRef::as_ref);
    let free = |column: &&Column| owner.as_deref() != Some(column.name.as_str());
    columns
        .filter(|column: &&Column| fits(column) && free(column) && place(column).is_some())
        .min_by_key(place)
}

/// The column that says whose the rows of a table are.
fn joined_by(session: &Session, table: &str) -> Option<String> {
    let store = session.workspace.events.iter().find(|store| store.name == table)?;
    let keys = &store.files.first()?.keys;
    let from = |name: &String| !is_other_end(name);
    keys.iter()
        .map(|(name, _)| name)
        .find(|name| from(name))
        .or(keys.first().map(|k| &k.0))
        .cloned()
}

fn is_other_end(name: &str) -> bool {
    [FRIEND, FOLLOW, INVITED].iter().any(|words| place(words, name).is_some())
}

/// What may name a contact.
fn names(column: &Column) -> bool {
    matches!(column.kind(), Kind::Code | Kind::Text)
        || (column.kind() == Kind::Number && matches!(&column.data, Data::Ints { scale: 0, .. }))
}

fn number(column: &Column) -> bool {
    column.kind() == Kind::Number
}

fn tables(session: &Session) -> impl Iterator<Item = &EventTable> {
    session.data.events.iter().map(AsRef::as_ref)
}

/// The parameters with what is found in the data; `None` when there is no table of relations.
pub(in crate::session::scores) fn bound(
    session: &Session,
    params: &NetworkParams,
) -> Option<NetworkParams> {
    let mut made = params.clone();
    if params.table.is_none() || params.to.is_none() {
        let (table, to) = relations(session, params.table.as_deref())?;
        made.table = Some(table.name.clone());
        made.to = params.to.clone().or_else(|| Some(to.name.clone()));
    }
    let follows = || made.to.as_deref().is_some_and(|to| place(FOLLOW, to).is_some());
    made.directed = params.directed.or_else(|| Some(follows()));
    if params.table.is_none() {
        let table = made.table.as_deref().and_then(|name| session.data.event_table(name));
        let weight = table.and_then(|table| headed(session, table, WEIGHT, number));
        made.weight = params.weight.clone().or_else(|| weight.map(|c| c.name.clone()));
        made.groups = params.groups.clone().or_else(|| groups(session, None));
        made.shares = params.shares.clone().or_else(|| shares(session));
        made.invitees = params.invitees.clone().or_else(|| invitees(session));
    }
    Some(made)
}

/// The table whose rows name another contact, or the named one, and its column that does.
fn relations<'a>(
    session: &'a Session,
    named: Option<&str>,
) -> Option<(&'a EventTable, &'a Column)> {
    [FRIEND, FOLLOW, INVITED, INVITER].iter().find_map(|words| {
        let mut all = tables(session).filter(|t| named.is_none_or(|name| name == t.name));
        all.find_map(|t| Some((t, headed(session, t, words, names)?)))
    })
}

/// The table whose rows say that a contact is in a group, or the column of the named one.
pub(in crate::session) fn groups(session: &Session, named: Option<&str>) -> Option<NetworkGroups> {
    let text = |column: &Column| matches!(column.kind(), Kind::Code | Kind::Text);
    let chosen = |t: &&EventTable| named.is_none_or(|name| name == t.name);
    let of = |t| {
        let column = headed(session, t, GROUP, text)?;
        Some((
            place(GROUP, &column.name)?,
            NetworkGroups { table: t.name.clone(), column: column.name.clone() },
        ))
    };
    tables(session).filter(chosen).filter_map(of).min_by_key(|(at, _)| *at).map(|(_, found)| found)
}

/// Interactions whose kinds speak of sharing and of seeing.
fn shares(session: &Session) -> Option<NetworkShares> {
    let roles = (None, &["interactions"][..]);
    let (name, kind) = find(session, roles, (None, &["interactions.action"]))?;
    let kind = kind.or_else(|| find_role("interactions.action", &session.schema))?;
    let of = table(session, &name).ok()?;
    of.time?;
    let Data::Texts(Texts::Dictionary { values, .. }) = &column(of, &kind).ok()?.data else {
        return None;
    };
    let all = (0..values.len()).map(|at| values.get(at));
    let having = |words: &str| -> Vec<String> {
        let is = |value: &&str| {
            let value = value.to_lowercase();
            words.split_whitespace().any(|word| value.contains(word))
        };
        all.clone().filter(is).map(str::to_owned).collect()
    };
    let (shares, exposures) = (having(SHARE), having(EXPOSURE));
    let found = !shares.is_empty() && !exposures.is_empty();
    found.then_some(NetworkShares { table: name, kind, shares, exposures })
}

/// A table whose rows belong to those who invited.
fn invitees(session: &Session) -> Option<NetworkInvitees> {
    tables(session).find_map(|t| {
        let to = headed(session, t, INVITED, names)?.name.clone();
        Some(NetworkInvitees { table: t.name.clone(), to: Some(to) })
    })
}
