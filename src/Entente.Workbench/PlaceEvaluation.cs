using System.Globalization;
using System.Xml.Linq;
using Entente.Engine;
using Entente.Knowledge;

namespace Entente.Workbench;

/// <summary>
/// Places against GeoWebNews (pages of the world's news, toponyms marked with GeoNames points): of the toponyms that name a country, capital,
/// city of 100,000 people, sea or base, how many are found within 161 km (100 miles). Which toponyms those are is read off the marked points.
/// </summary>
public static class PlaceEvaluation
{
    private const double Near = 161;

    /// <param name="part">dev: the even pages, test: the odd ones.</param>
    public static IEnumerable<(string What, double Percent)> Run(string corpora, Pipeline pipeline, KnowledgeBase kb, string part)
    {
        int wanted = 0, found = 0, near = 0;
        var pages = XDocument.Load(Path.Combine(corpora, "language", "geo", "GWN.xml")).Root!.Elements("article").ToList();
        for (var i = part == "dev" ? 0 : 1; i < pages.Count; i += 2)
        {
            var text = pages[i].Element("text")!.Value;
            var places = pipeline.Places(text);
            foreach (var t in pages[i].Element("toponyms")!.Elements("toponym"))
            {
                if (Degrees(t, "latitude") is not { } lat || Degrees(t, "longitude") is not { } lon || t.Element("geonamesID")?.Value is not { Length: > 0 } || !IsOfTheField(kb, t.Element("extractedName")!.Value, lat, lon))
                {
                    continue;
                }

                var (start, end) = (int.Parse(t.Element("start")!.Value, CultureInfo.InvariantCulture), int.Parse(t.Element("end")!.Value, CultureInfo.InvariantCulture));
                wanted++;
                if (places.FirstOrDefault(p => p.Start < end && start < p.End) is { } place)
                {
                    found++;
                    near += place.Latitude is { } la && place.Longitude is { } lo && Kilometres(la, lo, lat, lon) <= Near ? 1 : 0;
                }
            }
        }

        yield return ("places found", 100.0 * found / wanted);
        yield return ("places near of found", 100.0 * near / found);
        yield return ("places near of all", 100.0 * near / wanted);
    }

    private static bool IsOfTheField(KnowledgeBase kb, string name, double lat, double lon) =>
        kb.States.Values.Any(s => (s.Name == name || s.Aliases.Contains(name, StringComparer.Ordinal)) && Kilometres(s.MiddleLatitude, s.MiddleLongitude, lat, lon) <= 500)
        || kb.Places.Any(p => p.Kind is "sea" or "base" && (p.Label == name || p.Aliases.Contains(name, StringComparer.Ordinal)))
        || kb.Gazetteer.Find(name).Any(t => t.Kind != "region" && (t.Thousands >= 100 || t.Kind == "capital") && Kilometres(t.Latitude, t.Longitude, lat, lon) <= Near);

    private static double? Degrees(XElement toponym, string name) => double.TryParse(toponym.Element(name)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) ? d : null;

    private static double Kilometres(double a, double b, double c, double d)
    {
        var (la, lo, lb, lp) = (double.DegreesToRadians(a), double.DegreesToRadians(b), double.DegreesToRadians(c), double.DegreesToRadians(d));
        var h = Math.Pow(Math.Sin((lb - la) / 2), 2) + Math.Cos(la) * Math.Cos(lb) * Math.Pow(Math.Sin((lp - lo) / 2), 2);
        return 2 * 6371 * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
