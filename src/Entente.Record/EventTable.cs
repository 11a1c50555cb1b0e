using System.Globalization;

namespace Entente.Record;

/// <summary>Events as tab-separated rows like POLECAT's, one a pair of actor and recipient, with the words and the number of origins that it lacks. What occurred or goes on only, as there.</summary>
internal static class EventTable
{
    private static readonly string[] Columns =
    [
        "Event ID", "Event Date", "Event End Date", "Date Precision", "Event Type", "Event Mode", "Quad Code", "CAMEO", "Contexts", "Status",
        "Actor Name", "Actor Country", "Actor Sector", "Recipient Name", "Recipient Country", "Recipient Sector",
        "Placename", "Country", "Latitude", "Longitude", "Reports", "Independent Origins", "Event Text", "Headline", "Publication", "Publication Date", "Publication URL",
    ];

    public static void Write(IEnumerable<Item> items, Settled record, TextWriter w)
    {
        var reports = record.Reports.ToDictionary(r => r.Id, StringComparer.Ordinal);
        w.WriteLine(string.Join('\t', Columns));
        foreach (var i in items)
        {
            if (i.Face is not Claim.Event { Status: "occurred" or "ongoing" } e)
            {
                continue;
            }

            var (type, mode, quad) = Plover.Of(e);
            var report = reports[e.Evidence.Report];
            // Reciprocal acts have every party as actor and no recipient.
            List<Actor?> recipients = [.. e.Actors.Where(a => a.Role == "target")];
            List<Actor?> actors = [.. e.Actors.Where(a => a.Role != "target")];
            foreach (var actor in actors.DefaultIfEmpty(null))
            {
                foreach (var recipient in recipients.DefaultIfEmpty(null))
                {
                    string?[] cells =
                    [
                        i.Id, e.When.Start is { } s ? When.Iso(s) : null, e.When.End is { } d ? When.Iso(d) : null, e.When.Precision.ToString().ToLowerInvariant(), type, mode, quad.ToString(CultureInfo.InvariantCulture), Plover.CameoOf(e), string.Join(';', Plover.ContextOf(e)), e.Status,
                        actor?.Label, actor?.State, actor is null ? null : Plover.SectorOf(actor), recipient?.Label, recipient?.State, recipient is null ? null : Plover.SectorOf(recipient),
                        e.Place?.Label, e.Place?.Country, e.Place?.Lat?.ToString(CultureInfo.InvariantCulture), e.Place?.Lon?.ToString(CultureInfo.InvariantCulture), i.Reports.ToString(CultureInfo.InvariantCulture), i.Origins.ToString(CultureInfo.InvariantCulture),
                        e.Evidence.Quote, report.Title, report.Outlet, report.Published is { Start: { } p, Precision: Precision.Day } ? When.Iso(p) : null, report.Url,
                    ];
                    w.WriteLine(string.Join('\t', cells.Select(c => (c ?? "").ReplaceLineEndings(" ").Replace('\t', ' '))));
                }
            }
        }
    }
}
