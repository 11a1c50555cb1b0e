using System.Collections.Frozen;
using System.Globalization;

namespace Entente.Knowledge;

/// <summary>A city, town or first-order region of a state. Degrees; people in thousands; <see cref="Region"/> is empty for regions.</summary>
public sealed record Town(string Name, string Country, string Region, double Latitude, double Longitude, int Thousands, string Kind)
{
    public string Id => (Kind == "region" ? "region/" : "city/") + Slug.Of(Name) + "-" + Country.ToLowerInvariant() + (Region.Length > 0 && Region != Name ? "-" + Slug.Of(Region) : "");
}

/// <summary>Cities and regions of the world by name, several for one name. Read when first asked for, since only places in a text need it.</summary>
public sealed class Gazetteer
{
    private static readonly FrozenDictionary<string, string> Shortened = new Dictionary<string, string>(StringComparer.Ordinal) { ["st."] = "saint", ["st"] = "saint", ["ste."] = "sainte", ["mt."] = "mount", ["ft."] = "fort", ["pt."] = "port" }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Dictionary<string, List<Town>> _byName = new(StringComparer.Ordinal);

    internal Gazetteer(IEnumerable<(string Key, IEnumerable<Town> Towns)> names)
    {
        foreach (var (key, towns) in names)
        {
            _byName.Add(key, [.. towns]);
        }
    }

    /// <summary>Every name by which something is found, for the pack.</summary>
    internal IReadOnlyDictionary<string, List<Town>> Names => _byName;

    /// <exception cref="KnowledgeException">A row cannot be read.</exception>
    public static Gazetteer Load(string folder)
    {
        var gazetteer = new Gazetteer([]);
        foreach (var r in Tsv.Read(folder, "regions.tsv"))
        {
            var region = new Town(r["name"], r["country"], "", Degrees(r, "lat"), Degrees(r, "lon"), Thousands(r), "region");
            gazetteer.Add(region.Name, region);
            foreach (var alias in r.List("aliases"))
            {
                gazetteer.Add(alias, region);
            }

            // "Kursk Oblast" is called Kursk's region by its first word as well, "Buenos Aires Province" by its city's.
            var words = region.Name.Split(' ');
            if (words.Length > 1 && words[^1] is "Oblast" or "Krai" or "Province" or "Republic" or "Governorate" or "Region" or "County" or "Voivodeship" or "State" or "Prefecture" or "Department" or "Raion")
            {
                gazetteer.Add(string.Join(' ', words[..^1]), region with { Thousands = region.Thousands / 8 });
            }
        }

        foreach (var r in Tsv.Read(folder, "cities.tsv"))
        {
            var city = new Town(r["name"], r["country"], r["region"], Degrees(r, "lat"), Degrees(r, "lon"), Thousands(r), r["kind"]);
            gazetteer.Add(city.Name, city);
        }

        foreach (var r in Tsv.Read(folder, "city-names.tsv"))
        {
            foreach (var town in gazetteer.Find(r["name"]).Where(t => t.Country == r["country"] && t.Kind != "region").OrderByDescending(t => t.Thousands).Take(1).ToList())
            {
                foreach (var alias in r.List("aliases"))
                {
                    gazetteer.Add(alias, town);
                }
            }
        }

        return gazetteer;
    }

    /// <summary>All towns and regions of a name, printed with or without its marks; none: empty.</summary>
    public IReadOnlyList<Town> Find(string name) => _byName.TryGetValue(Key(name), out var list) ? list : [];

    private void Add(string name, Town town) => (_byName.TryGetValue(Key(name), out var list) ? list : _byName[Key(name)] = []).Add(town);

    private static string Key(string name)
    {
        var plain = KnowledgeBase.Plain(name).ToLowerInvariant().Replace('-', ' ').Replace("’", "'", StringComparison.Ordinal);
        var space = plain.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && Shortened.TryGetValue(plain[..space], out var full) ? full + plain[space..] : plain;
    }

    private static double Degrees(Tsv.Row r, string column) => double.TryParse(r[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var d) && d is >= -180 and <= 180 ? d : throw r.Error($"'{r[column]}' is no number of degrees");

    private static int Thousands(Tsv.Row r) => int.TryParse(r["thousands"], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw r.Error($"'{r["thousands"]}' is no number");
}
