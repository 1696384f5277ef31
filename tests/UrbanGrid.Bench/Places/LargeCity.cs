using UrbanGrid.Casework.Places;

namespace UrbanGrid.Bench;

/// <summary>Invented names of a city of any size: the same number always gives the same names, spread over 20 km × 20 km.</summary>
internal static class LargeCity
{
    private static readonly (string Zh, string En)[] Syllables =
    [
        ("东", "Dong"), ("西", "Xi"), ("南", "Nan"), ("北", "Bei"), ("金", "Jin"), ("银", "Yin"), ("河", "He"), ("湖", "Hu"), ("山", "Shan"),
        ("林", "Lin"), ("文", "Wen"), ("昌", "Chang"), ("和", "Heng"), ("平", "Ping"), ("安", "An"), ("康", "Kang"), ("福", "Fu"), ("禄", "Lu"),
        ("寿", "Shou"), ("喜", "Xiao"), ("春", "Chun"), ("夏", "Xia"), ("秋", "Qiu"), ("冬", "Tong"), ("柳", "Liu"), ("槐", "Huai"), ("桂", "Gui"),
        ("梅", "Mei"), ("兰", "Lan"), ("竹", "Zhu"), ("菊", "Ju"), ("云", "Yun"), ("雨", "Yu"), ("雪", "Xue"), ("风", "Feng"), ("虹", "Hong"),
    ];

    private static readonly (string Zh, string En)[] Kinds =
    [
        ("小学", "Primary School"), ("中学", "Middle School"), ("超市", "Supermarket"), ("药店", "Pharmacy"), ("菜市场", "Market"), ("医院", "Hospital"),
        ("幼儿园", "Kindergarten"), ("停车场", "Car Park"), ("公共厕所", "Public Toilet"), ("花园小区", "Garden Estate"), ("宾馆", "Hotel"), ("饭店", "Restaurant"),
    ];

    /// <summary>Points of interest and, every other, house numbers.</summary>
    public static IEnumerable<PlaceName> Places(int count)
    {
        var random = new Random(20260302);
        for (var i = 0; i < count; i++)
        {
            var (a, b, c) = (Pick(), Pick(), Pick());
            var kind = Kinds[random.Next(Kinds.Length)];
            var number = random.Next(1, 999);
            var isAddress = i % 2 == 1;
            yield return new PlaceName
            {
                Code = FormattableString.Invariant($"P{i:000000}"),
                Kind = isAddress ? PlaceNameKind.Address : PlaceNameKind.Poi,
                NameZh = isAddress ? FormattableString.Invariant($"{a.Zh}{b.Zh}{c.Zh}路{number}号") : $"{a.Zh}{b.Zh}{c.Zh}{kind.Zh}",
                NameEn = isAddress
                    ? FormattableString.Invariant($"{number} {a.En}{b.En}{c.En} Road")
                    : $"{a.En}{b.En}{c.En} {kind.En}",
                Lat = 31.2 + (random.NextDouble() * 0.18),
                Lon = 120.5 + (random.NextDouble() * 0.21),
            };
        }

        (string Zh, string En) Pick() => Syllables[random.Next(Syllables.Length)];
    }
}
