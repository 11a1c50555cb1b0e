using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dapper;
using Entente.Record;
using Entente.Record.Asking;
using NodaTime;

namespace Entente.Stores;

/// <summary>Questions answered from the rows that fit, without the rest of the record.</summary>
public abstract partial class SqlStore
{
    /// <summary>Rows fetched at once.</summary>
    private const int Least = 64, Most = 4096;

    /// <summary>So many ids go into one statement.</summary>
    private const int Ids = 500;

    public IReadOnlyList<Item> Ask(Filter filter, Page page, params IReadOnlyList<string> kinds)
    {
        if (Asked(filter, kinds) is not { } asked)
        {
            return [];
        }

        var (test, found) = (Questions.Test(filter), new List<Item>());
        foreach (var conditions in asked.Stretches)
        {
            Fetch(asked, conditions, page, test, found);
        }

        var ordered = Questions.InOrder(found);
        return [.. (page.LatestFirst ? ordered.Reverse() : ordered).Take(page.Most)];
    }

    public int Count(Filter filter, params IReadOnlyList<string> kinds) =>
        Asked(filter, kinds) is { } asked ? asked.Stretches.Sum(conditions => connection.ExecuteScalar<int>($"SELECT count(*) FROM {asked.From} WHERE {string.Join(" AND ", conditions)}", asked.Values)) : 0;

    public IReadOnlyList<Tally> Tallies(Filter filter, params IReadOnlyList<string> kinds) => Asked(filter, kinds) is not { } asked ? [] :
        [.. asked.Stretches.SelectMany(conditions => connection.Query<(long Kind, string Mechanism, string Status, long Count)>($"SELECT t.kind, coalesce(t.mechanism, '') AS mechanism, coalesce(t.status, '') AS status, count(*) FROM {asked.From} WHERE {string.Join(" AND ", conditions)} GROUP BY t.kind, coalesce(t.mechanism, ''), coalesce(t.status, '')", asked.Values))
            .Select(t => new Tally(ItemNumber.KindName((int)t.Kind), t.Mechanism, t.Status, (int)t.Count)).OrderBy(t => t.Kind, StringComparer.Ordinal).ThenBy(t => t.Mechanism, StringComparer.Ordinal).ThenBy(t => t.Status, StringComparer.Ordinal)];

    public IReadOnlyDictionary<string, int> States(Filter filter, params IReadOnlyList<string> kinds) => Asked(filter, kinds) is not { } asked ? new Dictionary<string, int>(StringComparer.Ordinal) :
        asked.Stretches.SelectMany(conditions => connection.Query<(string States, long Count)>($"SELECT t.states, count(*) FROM {asked.From} WHERE {string.Join(" AND ", conditions)} GROUP BY t.states", asked.Values))
            .SelectMany(s => s.States.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(state => (state, s.Count))).GroupBy(s => s.state, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (int)g.Sum(s => s.Count), StringComparer.Ordinal);

    public IReadOnlyList<Stretch> Spread(Filter filter, int days, params IReadOnlyList<string> kinds) => Asked(filter, kinds) is not { } asked ? [] :
        [.. asked.Stretches.SelectMany(conditions => connection.Query<(string Mechanism, long Of, long Count)>($"SELECT coalesce(t.mechanism, '') AS mechanism, {ItemNumber.DayIn("t.n")} / {days} AS part, count(*) FROM {asked.From} WHERE {string.Join(" AND ", conditions)} AND t.n < {ItemNumber.First(LocalDate.MaxIsoValue)} GROUP BY coalesce(t.mechanism, ''), {ItemNumber.DayIn("t.n")} / {days}", asked.Values))
            .GroupBy(s => (s.Mechanism, s.Of)).OrderBy(g => g.Key.Mechanism, StringComparer.Ordinal).ThenBy(g => g.Key.Of).Select(g => new Stretch(g.Key.Mechanism, ItemNumber.DayOf(g.Key.Of * days), (int)g.Sum(s => s.Count)))];

    public IReadOnlyList<Item> Doubtful(int most) =>
        [.. connection.Query<string>("SELECT i.body FROM doubt JOIN item i ON i.id = doubt.id ORDER BY doubt.place", buffered: false).Select(b => JsonSerializer.Deserialize(b, RecordJson.Default.Item)!).Where(i => i.Ruling is null).Take(most)];

    public IReadOnlyList<OutletTotals> Outlets() => connection.ExecuteScalar<string?>("SELECT body FROM total WHERE part = 'outlets'") is { } body ? JsonSerializer.Deserialize(body, RecordJson.Default.IReadOnlyListOutletTotals)! : [];

    /// <summary>A question as conditions on rows of <c>tie t</c>.</summary>
    /// <param name="From">Where the rows come from: what names or words narrow leads, where it is asked for.</param>
    /// <param name="N">What the row's number is called there.</param>
    /// <param name="Values">Values of its parameters.</param>
    /// <param name="Stretches">The conditions, once for each stretch of rows that comes in order.</param>
    private sealed record Question(string From, string N, DynamicParameters Values, IReadOnlyList<IReadOnlyList<string>> Stretches);

    /// <summary>Null where nothing can fit.</summary>
    private Question? Asked(Filter filter, IReadOnlyList<string> kinds)
    {
        var wanted = kinds.Count == 0 ? [0, 1, 2, 3, 4, 5] : kinds.Select(ItemNumber.Kind).Where(k => k >= 0).Distinct().ToList();
        var members = filter.Members.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var values = new DynamicParameters();
        values.Add("a", members.Count > 0 ? members[0] : "");
        values.Add("b", members.Count > 1 ? members[1] : "");
        var narrowed = new List<string>();
        void Where(string condition, string name, object value)
        {
            narrowed.Add(condition);
            values.Add(name, value);
        }

        foreach (var (member, n) in members.Skip(2).Select((m, n) => (m, n)))
        {
            Where($"EXISTS (SELECT 1 FROM tie x WHERE x.a = @m{n} AND x.b = '' AND x.kind = t.kind AND x.n = t.n)", "m" + n, member);
        }

        if (!filter.Rejected)
        {
            narrowed.Add("t.rejected = 0");
        }

        if (filter.Since is { } since)
        {
            Where("t.stop >= @since", "since", ItemRows.Day(since)!);
        }

        if (filter.Until is { } until)
        {
            Where("t.start <= @until", "until", ItemRows.Day(until)!);
        }

        if (filter.AsOf is { } asOf)
        {
            Where("(t.start <= @asOf OR (t.start IS NULL AND t.known <= @asOf) OR (t.open = 1 AND t.known <= @asOf))", "asOf", ItemRows.Day(asOf)!);
        }

        if (filter.ArisenAfter is { } after)
        {
            Where("t.n >= @arisenAfter", "arisenAfter", ItemNumber.First(after.PlusDays(1)));
            Where("t.n < @someDay", "someDay", ItemNumber.First(LocalDate.MaxIsoValue));
        }

        if (filter.ArisenBy is { } by)
        {
            Where("t.n < @arisenBy", "arisenBy", ItemNumber.First(by.PlusDays(1)));
        }

        if (filter.Mechanism is { } mechanism)
        {
            Where("t.mechanism = @mechanism", "mechanism", mechanism);
        }

        if (filter.Status is { } status)
        {
            Where(In("t.status", "status"), "status", status.Split(','));
        }

        // What names or words narrow leads, where it is asked for; each kind by itself else, so that every stretch comes in order.
        var (from, row) = ("tie t", "t.n");
        if (filter.Text is { } text)
        {
            var query = TextQuery.Of(text);
            if (query.Phrases.Count == 0)
            {
                return null;
            }

            (from, row) = (Hits("item_words", "quote", query, values, out var hit, out var number) + $" {Leading} tie t ON t.a = @a AND t.b = @b AND t.kind = {ItemNumber.KindIn(number)} AND t.n = {number}", number);
            narrowed.Add(hit);
        }

        foreach (var (field, name) in new[] { (ItemRows.Field.Actor, filter.Actor), (ItemRows.Field.Place, filter.Place), (ItemRows.Field.Covers, filter.Covers) })
        {
            if (name is null)
            {
                continue;
            }

            var labels = Labels(field, name);
            var bearing = "SELECT n FROM term WHERE field = '" + field + "' AND " + In("label", field);
            values.Add(field, labels);
            if (field == ItemRows.Field.Place && TextQuery.Phrase(name) is { Phrases.Count: > 0 } phrase)
            {
                var hits = Hits("item_words", "object", phrase, values, out var hit, out var number);
                bearing += $" UNION SELECT {number} FROM {hits} WHERE {hit}";
            }

            if (from == "tie t" && labels.Length == 1 && !bearing.Contains("UNION", StringComparison.Ordinal))
            {
                // One name's rows lie in order: the first that fit are found without the rest.
                (from, row) = ($"term f {Leading} tie t ON t.a = @a AND t.b = @b AND t.kind = {ItemNumber.KindIn("f.n")} AND t.n = f.n", "f.n");
                Where($"f.field = '{field}' AND f.label = @{field}_one", field + "_one", labels[0]);
            }
            else if (from == "tie t")
            {
                (from, row) = ($"(SELECT DISTINCT n FROM ({bearing}) b) f {Leading} tie t ON t.a = @a AND t.b = @b AND t.kind = {ItemNumber.KindIn("f.n")} AND t.n = f.n", "f.n");
            }
            else
            {
                narrowed.Add($"t.n IN ({bearing})");
            }
        }

        IReadOnlyList<IReadOnlyList<string>> stretches = from == "tie t" ? [.. wanted.Select(kind => (IReadOnlyList<string>)[.. narrowed, "t.a = @a", "t.b = @b", $"t.kind = {kind}"])] : [[.. narrowed, $"t.kind IN ({string.Join(", ", wanted)})"]];
        return new Question(from, row, values, stretches);
    }

    private void Fetch(Question asked, IReadOnlyList<string> conditions, Page page, Func<Item, bool> test, List<Item> into)
    {
        var (from, n, values) = (asked.From, asked.N, asked.Values);
        var first = into.Count;
        var (after, order) = page.LatestFirst ? (page.After ?? long.MaxValue, "DESC") : (page.After ?? -1L, "ASC");
        while (into.Count - first < page.Most)
        {
            var most = Math.Clamp(page.Most - (into.Count - first), Least, Most);
            values.Add("after", after);
            values.Add("most", most);
            var rows = connection.Query<(long N, string Body)>(
                $"SELECT k.n, i.body FROM (SELECT {n} AS n FROM {from} WHERE {string.Join(" AND ", conditions)} AND {n} {(page.LatestFirst ? "<" : ">")} @after ORDER BY {n} {order} LIMIT @most) k JOIN item i ON i.n = k.n ORDER BY k.n {order}", values).AsList();
            // Once more by the whole of the question: the rows are only its index.
            into.AddRange(rows.Select(r => JsonSerializer.Deserialize(r.Body, RecordJson.Default.Item)!).Where(test));
            if (rows.Count < most)
            {
                return;
            }

            after = rows[^1].N;
        }
    }

    /// <summary>The names of a field of which a name is part, or the code that it is.</summary>
    private string[] Labels(string field, string name)
    {
        var part = name.ToLowerInvariant();
        return [.. connection.Query<string>($"SELECT label FROM label WHERE field = @field AND ({Within("label", "part")} OR label = @code)", new { field, part, code = ItemRows.Code(part) }).Where(l => l[0] != '=' || l.Length == part.Length + 1)];
    }

    public IReadOnlyList<Item> Find(string id) => id.Length == 0 ? [] : [.. All("SELECT body FROM item WHERE id >= @id AND id < @end ORDER BY id LIMIT 2", RecordJson.Default.Item, new { id, end = id + '\uFFFF' })
        .Concat(All("SELECT i.body FROM told JOIN item i ON i.n = told.n WHERE told.claim = @id LIMIT 2", RecordJson.Default.Item, new { id })).DistinctBy(i => i.Id, StringComparer.Ordinal).OrderBy(i => i.Id, StringComparer.Ordinal).Take(2)];

    public IReadOnlyList<Item> Items(IReadOnlyCollection<string> ids) => ByIds("SELECT body FROM item WHERE ", "id", ids, RecordJson.Default.Item, i => i.Id);

    public IReadOnlyList<Item> Thread(string thread) => [.. All("SELECT body FROM item WHERE thread = @thread", RecordJson.Default.Item, new { thread }).OrderBy(i => i.Id, StringComparer.Ordinal)];

    public IReadOnlyList<Item> Of(IReadOnlyCollection<string> reports) => ByIds("SELECT DISTINCT i.n, i.body FROM told JOIN item i ON i.n = told.n WHERE ", "told.report", reports, RecordJson.Default.Item, i => i.Id);

    public IReadOnlyList<Report> FindReports(string id) => id.Length == 0 ? [] : All("SELECT head FROM report WHERE (id >= @id AND id < @end) OR name = @id ORDER BY id LIMIT 2", RecordJson.Default.Report, new { id, end = id + '\uFFFF' });

    public IReadOnlyDictionary<string, Report> Heads(IReadOnlyCollection<string> ids) => ByIds("SELECT head AS body FROM report WHERE ", "id", ids, RecordJson.Default.Report, r => r.Id).ToDictionary(r => r.Id, StringComparer.Ordinal);

    public IReadOnlyList<Report> Reports(ReportFilter filter, Page page)
    {
        var (values, conditions) = (new DynamicParameters(), new List<string> { "1 = 1" });
        if (filter.Since is { } since)
        {
            conditions.Add("r.stop >= @since");
            values.Add("since", ItemRows.Day(since));
        }

        if (filter.Until is { } until)
        {
            conditions.Add("r.start <= @until");
            values.Add("until", ItemRows.Day(until));
        }

        var (from, n) = ("report r", "r.n");
        if (filter.Text is { } text)
        {
            var query = TextQuery.Of(text);
            if (query.Phrases.Count == 0)
            {
                return [];
            }

            (from, n) = (Hits("report_words", "text", query, values, out var hit, out var number) + $" {Leading} report r ON r.n = {number}", number);
            conditions.Add(hit);
        }

        values.Add("most", page.Most);
        return All($"SELECT h.head FROM (SELECT {n} AS n FROM {from} WHERE {string.Join(" AND ", conditions)} ORDER BY {n} {Order(page)} LIMIT @most) k JOIN report h ON h.n = k.n ORDER BY k.n {Order(page)}", RecordJson.Default.Report, values);
    }

    public IReadOnlyDictionary<string, string> Copies(IReadOnlyCollection<string> reports) => Pairs("SELECT id, original FROM report WHERE original IS NOT NULL AND ", reports);

    public Story? Story(string id) => All("SELECT body FROM story WHERE id = @id", RecordJson.Default.Story, new { id }) is [var story] ? story : null;

    public IReadOnlyList<Story> StoriesOf(IReadOnlyCollection<string> reports) => ByIds("SELECT body FROM story WHERE ", "id", [.. Pairs("SELECT id, story FROM report WHERE story IS NOT NULL AND ", reports).Values.Distinct(StringComparer.Ordinal)], RecordJson.Default.Story, s => s.Id);

    public IReadOnlyList<Story> Stories(Page page) => All($"SELECT body FROM story ORDER BY n {Order(page)} LIMIT @Most", RecordJson.Default.Story, new { page.Most });

    public Conflict? Conflict(string id) => All("SELECT body FROM conflict WHERE id = @id", RecordJson.Default.Conflict, new { id }) is [var conflict] ? conflict : null;

    public IReadOnlyList<Conflict> ConflictsOn(IReadOnlyCollection<string> items) => ByIds("SELECT body FROM conflict WHERE ", "item", items, RecordJson.Default.Conflict, c => c.Id);

    public IReadOnlyList<Conflict> Conflicts(Page page) => All($"SELECT body FROM conflict ORDER BY id {Order(page)} LIMIT @Most", RecordJson.Default.Conflict, new { page.Most });

    public IReadOnlyCollection<string> Names() => [.. connection.Query<string>("SELECT shown FROM label WHERE field = 'actor' AND label NOT LIKE '=%'")];

    public IReadOnlyDictionary<LocalDate, int> Volume() => connection.Query<(long Day, long Count)>("SELECT start, count(*) FROM report WHERE start IS NOT NULL GROUP BY start").ToDictionary(d => ItemNumber.DayOf(d.Day), d => (int)d.Count);

    public Totals Totals => connection.ExecuteScalar<string?>("SELECT body FROM total WHERE part = 'record'") is { } body ? JsonSerializer.Deserialize(body, RecordJson.Default.Totals)! : Totals.Of(Settled.Empty);

    public Settled Load()
    {
        using var transaction = Snapshot();
        List<T> Part<T>(string table, JsonTypeInfo<T> type) => All($"SELECT body FROM {table} ORDER BY id", type, transaction: transaction);
        Dictionary<string, string> Map(string column) => connection.Query<(string Id, string Of)>($"SELECT id, {column} FROM report WHERE {column} IS NOT NULL", transaction: transaction).ToDictionary(p => p.Id, p => p.Of, StringComparer.Ordinal);
        var reports = connection.Query<(string Body, string Head)>("SELECT reading.body, report.head FROM reading JOIN report ON report.id = reading.id ORDER BY reading.id", transaction: transaction, buffered: false).Select(r => Whole(r.Body, r.Head)).ToList();
        return new Settled(reports, Part("item", RecordJson.Default.Item), Part("story", RecordJson.Default.Story), Part("conflict", RecordJson.Default.Conflict), Map("story"), Map("original"));
    }

    /// <summary>Joins what leads to what is looked up for it, in that order.</summary>
    private protected virtual string Leading => "JOIN";

    /// <summary>An index of words as a source of rows.</summary>
    /// <param name="table">The index.</param>
    /// <param name="column">Its column.</param>
    /// <param name="query">The words.</param>
    /// <param name="values">Where a parameter is put, if the condition has one; by the column's name.</param>
    /// <param name="hit">The condition that a row holds the words.</param>
    /// <param name="number">What a row's number is called.</param>
    private protected abstract string Hits(string table, string column, TextQuery query, DynamicParameters values, out string hit, out string number);

    /// <summary>The condition that a column holds a parameter's text somewhere.</summary>
    private protected abstract string Within(string column, string parameter);

    /// <summary>The condition that a column is one of a parameter's texts.</summary>
    private protected virtual string In(string column, string parameter) => $"{column} IN @{parameter}";

    private static string Order(Page page) => page.LatestFirst ? "DESC" : "ASC";

    private List<T> ByIds<T>(string sql, string column, IReadOnlyCollection<string> ids, JsonTypeInfo<T> type, Func<T, string> idOf) =>
        [.. ids.Distinct(StringComparer.Ordinal).Chunk(Ids).SelectMany(some => connection.Query(sql + In(column, "some"), new { some })).Select(row => JsonSerializer.Deserialize((string)row.body, type)!).DistinctBy(idOf, StringComparer.Ordinal).OrderBy(idOf, StringComparer.Ordinal)];

    private Dictionary<string, string> Pairs(string sql, IReadOnlyCollection<string> ids) =>
        ids.Distinct(StringComparer.Ordinal).Chunk(Ids).SelectMany(some => connection.Query<(string, string)>(sql + In("id", "some"), new { some })).ToDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);
}
