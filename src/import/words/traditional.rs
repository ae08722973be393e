//! Headers of Hong Kong and Taiwan, read as those of the mainland.

/// Traditional characters of headers in their simplified form.
const TRADITIONAL: &str = "\
    會会員员編编號号電电話话單单訂订購购買买額额時时間间標标籤签別别郵邮縣县區区國国稱称暱昵實实總总費费數数積积聯联繫系帳帐\
    賬账戶户級级態态備备註注機机碼码價价類类銷销齡龄歲岁業业職职務务關关顧顾優优運运計计賣卖貨货發发開开閉闭點点請请錄录轉转\
    寶宝產产庫库餘余儲储禮礼課课問问題题選选項项評评滿满據据專专屬属門门師师線线網网車车驗验證证狀状歷历際际訊讯簡简遞递鄉乡\
    鎮镇樓楼贈赠傳传顯显圖图檔档統统銀银匯汇幣币現现償偿稅税載载導导論论來来個个條条筆笔錢钱預预約约當当過过達达處处連连絡络\
    動动學学習习種种營营獲获親亲願愿給给團团隊队長长幫帮範范圍围層层該该側侧測测試试離离邊边鏈链體体設设資资訪访談谈認认識识\
    贊赞";

/// A character in its simplified form, where headers have it in the traditional one.
pub fn simplified(c: char) -> char {
    if c < '\u{4e00}' {
        return c;
    }
    let mut pairs = TRADITIONAL.chars();
    while let (Some(old), Some(new)) = (pairs.next(), pairs.next()) {
        if old == c {
            return new;
        }
    }
    c
}
