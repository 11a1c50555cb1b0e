using System.Net;
using System.Text;
using System.Text.Json;
using Entente.Engine.Reading;
using Entente.Knowledge;
using Entente.Workbench;
using NodaTime;
using Shouldly;

namespace Entente.Tests;

/// <summary>The knowledge files against a query service, which a listener on loopback stands in for.</summary>
public sealed class KnowledgeUpdateTests : IDisposable
{
    private static readonly LocalDate Today = new(2026, 6, 1);
    private readonly HttpListener _service = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("entente-knowledge").FullName;
    private readonly string _address;
    private readonly List<string> _asked = [];
    private readonly Task _serving;
    private string _answer = "";
    private int _busy;

    public KnowledgeUpdateTests()
    {
        _address = $"http://127.0.0.1:{Home.FreePort()}/";
        foreach (var file in Directory.GetFiles(Path.Combine(Home.Folder, "knowledge")))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        _service.Prefixes.Add(_address);
        _service.Start();
        _serving = Task.Run(Serve);
    }

    [Fact]
    public void What_is_new_has_ended_or_is_in_doubt_is_told_apart()
    {
        // As the files have it, the office passed on 2025-10-21 and is held since.
        _answer = Answer(
            ("Minister of Defense of Japan", "Q1", "Shinjiro Koizumi", "2025-10-21", 11, null, 0),
            ("Minister of Defense of Japan", "Q2", "Hanako Example", "2026-05-20", 11, null, 0),
            ("Minister of Defense of Japan", "Q3", "Taro Example", "2026-01-01", 9, null, 0),
            ("Minister of Defense of Japan", "Q4", "Q4", "2026-05-25", 11, null, 0),
            ("Minister of Defense of Japan", "Q5", "Jiro Example", "2024-12-01", 11, "2025-03-01", 11));
        var changes = Find("Minister of Defense of Japan");
        changes.Where(c => c.Kind == TenureDifference.New).ShouldHaveSingleItem().Person.ShouldBe("Hanako Example");
        changes.Single(c => c.Person == "Taro Example").Note.ShouldContain("without a day");
        changes.Single(c => c.Source.StartsWith("Wikidata Q4", StringComparison.Ordinal)).Note.ShouldContain("without an English name");
        changes.Single(c => c.Person == "Jiro Example").Note.ShouldContain("the files have Gen Nakatani then");
        changes.ShouldNotContain(c => c.Person == "Shinjiro Koizumi");
        _asked.ShouldHaveSingleItem().ShouldContain("\"Minister of Defense of Japan\"@en");
    }

    [Fact]
    public void New_rows_and_ends_are_written_and_the_files_stay_clean()
    {
        _answer = Answer(("Minister of Defense of Japan", "Q1", "Shinjiro Koizumi", "2025-10-21", 11, "2026-05-20", 11), ("Minister of Defense of Japan", "Q2", "Hanako Example", "2026-05-20", 11, null, 0));
        var changes = Find("Minister of Defense of Japan");
        changes.Count(c => c.Kind == TenureDifference.Ended).ShouldBe(1);
        KnowledgeUpdate.Apply(_folder, changes).ShouldBeEmpty();
        var knowledge = KnowledgeBase.Load(_folder);
        knowledge.Holder("JPN", "defence-minister", new LocalDate(2026, 5, 25))!.Person.Label.ShouldBe("Hanako Example");
        knowledge.Holder("JPN", "defence-minister", new LocalDate(2026, 5, 1))!.Person.Label.ShouldBe("Shinjiro Koizumi");
        Find("Minister of Defense of Japan").ShouldBeEmpty();
    }

    [Fact]
    public void A_change_that_would_spoil_the_files_is_not_written()
    {
        var before = File.ReadAllText(Path.Combine(_folder, "tenures-recent.tsv"));
        TenureChange[] changes = [new(TenureDifference.New, "Hanako Example", "JPN", "defence-minister", "Minister of Defense of Japan", new LocalDate(2022, 1, 1), new LocalDate(2024, 1, 1), "Wikidata Q2"), new(TenureDifference.New, "Taro Example", "XXX", "president", "President of Nowhere", new LocalDate(2022, 1, 1), null, "Wikidata Q3")];
        KnowledgeUpdate.Apply(_folder, changes).ShouldNotBeEmpty();
        File.ReadAllText(Path.Combine(_folder, "tenures-recent.tsv")).ShouldBe(before);
    }

    [Fact]
    public void A_service_that_is_busy_is_asked_again_and_nonsense_is_named()
    {
        _busy = 1;
        _answer = Answer();
        var waited = new List<TimeSpan>();
        Find("Minister of Defense of Japan", waited).ShouldBeEmpty();
        waited.ShouldBe([TimeSpan.FromSeconds(7)]);
        _asked.Count.ShouldBe(2);

        _answer = "<html>";
        var failed = new List<string>();
        Find("Minister of Defense of Japan", failed: failed).ShouldBeEmpty();
        failed.ShouldHaveSingleItem().ShouldContain("no answer of a query service");
    }

    public void Dispose()
    {
        _service.Stop();
        _serving.Wait();
        Directory.Delete(_folder, recursive: true);
    }

    private List<TenureChange> Find(string office, List<TimeSpan>? waited = null, List<string>? failed = null)
    {
        using var fetcher = new Fetcher(new HashSet<string> { "127.0.0.1" });
        var update = new KnowledgeUpdate(KnowledgeBase.Load(_folder), _address, a => fetcher.Ask(a), t => waited?.Add(t), Today);
        return [.. update.Find(update.Offices(office), new LocalDate(2024, 6, 1), line => (failed ?? throw new InvalidOperationException(line)).Add(line))];
    }

    private void Serve()
    {
        try
        {
            while (true)
            {
                var context = _service.GetContext();
                _asked.Add(context.Request.QueryString["query"]!);
                if (_busy-- > 0)
                {
                    context.Response.StatusCode = 429;
                    context.Response.AddHeader("Retry-After", "7");
                }
                else
                {
                    context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(_answer));
                }

                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or InvalidOperationException or ObjectDisposedException)
        {
            // Stopped while waiting, or before it could wait.
        }
    }

    /// <summary>What the service answers, in its form (SPARQL 1.1 Query Results JSON).</summary>
    private static string Answer(params (string Title, string Item, string Name, string Start, int StartPrecision, string? End, int EndPrecision)[] rows)
    {
        static object Value(string text) => new { type = "literal", value = text };
        return JsonSerializer.Serialize(new
        {
            head = new { vars = new[] { "title" } },
            results = new
            {
                bindings = rows.Select(r =>
                {
                    var row = new Dictionary<string, object> { ["title"] = Value(r.Title), ["person"] = Value("http://www.wikidata.org/entity/" + r.Item), ["personLabel"] = Value(r.Name), ["start"] = Value(r.Start + "T00:00:00Z"), ["startPrecision"] = Value($"{r.StartPrecision}") };
                    if (r.End is not null)
                    {
                        row["end"] = Value(r.End + "T00:00:00Z");
                        row["endPrecision"] = Value($"{r.EndPrecision}");
                    }

                    return row;
                }),
            },
        });
    }
}
