namespace UrbanGrid.Casework.Places.Geocoding;

/// <summary>Words of names that people leave out or write differently; data, to be extended.</summary>
internal static class NameWords
{
    /// <summary>What ends a Chinese name and says only what it is; the longer first.</summary>
    public static readonly string[] Kinds =
    [
        "责任网格", "街道办事处", "居委会", "大道", "大街", "街道", "社区", "胡同", "小区", "公路", "路口", "马路", "新村", "路", "街", "巷", "弄", "道", "里", "村", "镇",
        "区", "市", "县", "号",
    ];

    /// <summary>The same of English names, as whole words.</summary>
    public static readonly HashSet<string> EnglishKinds = new(StringComparer.Ordinal)
    {
        "road", "street", "avenue", "lane", "boulevard", "community", "district", "subdistrict", "crossing", "alley",
    };

    /// <summary>English short forms and what they stand for; nothing where the word says nothing.</summary>
    public static readonly Dictionary<string, string> English = new(StringComparer.Ordinal)
    {
        ["rd"] = "road", ["st"] = "street", ["str"] = "street", ["ave"] = "avenue", ["av"] = "avenue", ["ln"] = "lane",
        ["blvd"] = "boulevard", ["no"] = "", ["the"] = "", ["of"] = "", ["and"] = "", ["corner"] = "", ["intersection"] = "crossing",
        ["junction"] = "crossing",
    };

    /// <summary>Ways to write that two roads meet; each is read as nothing between them and 路口 after.</summary>
    public static readonly string[] CrossingWords = ["交叉路口", "交叉口", "十字路口", "丁字路口", "交汇处", "交口", "路口"];

    /// <summary>What stands between the names of two roads.</summary>
    public const string Between = "与和跟同";

    /// <summary>What house numbers are counted in; a Chinese numeral before one of these is a number.</summary>
    public const string Counted = "号弄栋幢楼室单支层组";
}
