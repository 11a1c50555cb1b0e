using Entente.Knowledge;
using NodaTime;

namespace Entente.Tests;

public sealed class KnowledgeTests
{
    private static readonly KnowledgeBase Kb = KnowledgeBase.Load(Path.Combine(Home.Folder, "knowledge"));

    [Fact]
    public void The_knowledge_files_have_no_fault() => Kb.Check().ShouldBeEmpty();

    [Theory]
    [InlineData("JPN", "defence-minister", 2021, 1, 24, "Nobuo Kishi")]
    [InlineData("JPN", "defence-minister", 2023, 1, 11, "Yasukazu Hamada")]
    [InlineData("USA", "foreign-minister", 2024, 7, 28, "Antony Blinken")]
    [InlineData("GBR", "prime-minister", 2022, 10, 1, "Liz Truss")]
    [InlineData("UKR", "president", 2022, 7, 22, "Volodymyr Zelenskyy")]
    [InlineData("KOR", "president", 2019, 8, 22, "Moon Jae-in")]
    public void An_office_has_its_holder_on_a_day(string state, string kind, int y, int m, int d, string holder) =>
        Kb.Holder(state, kind, new LocalDate(y, m, d))!.Person.Label.ShouldBe(holder);

    [Theory]
    [InlineData("defence minister of Japan", "Nobuo Kishi")]
    [InlineData("Minister of Defense of Japan", "Nobuo Kishi")]
    [InlineData("Japan's defense minister", "Nobuo Kishi")]
    [InlineData("German foreign minister", "Heiko Maas")]
    [InlineData("US Secretary of State", "Antony Blinken")]
    [InlineData("UN secretary-general", "António Guterres", "Antonio Guterres")]
    [InlineData("prime minister of the UK", "Boris Johnson")]
    public void A_question_in_words_finds_the_office_on_its_day(string query, string holder, string? plain = null) =>
        Lookup.Find(Kb, query, new LocalDate(2021, 1, 28)).Select(a => a.Fields.GetValueOrDefault("person")?.ToString()).ShouldContain(p => p == holder || p == plain);

    [Theory]
    [InlineData("tenures-recent.tsv", "Nobody\tJPN\tprime-minister\tPrime Minister of Japan\t2024-13-01\t\ttest", "'2024-13-01' is no date")]
    [InlineData("tenures-recent.tsv", "Nobody\tJPN\tprime-minister\tPrime Minister of Japan\t2024-05-01\t2024-01-01\ttest", "the tenure ends before it starts")]
    [InlineData("places.tsv", "x\tX\tJPN\tnorth\t1\tcity\t", "'north' is no number")]
    [InlineData("provisions.tsv", "no-such-treaty\t5\tdefence\t\t\t\t\t\t", "no instrument 'no-such-treaty'")]
    [InlineData("claims.tsv", "nowhere\tJPN\tclaims\t1900\t\t", "no place 'nowhere'")]
    [InlineData("areas.tsv", "pacific\tXYZ\tstate\t", "no state 'XYZ'")]
    [InlineData("named.tsv", "x\tX\ttoy\texercises\t\t\t", "'toy' is neither weapon, exercise nor format")]
    [InlineData("states.tsv", "ABC\tAbc", "2 cells where the heading has 10")]
    public void A_file_with_an_error_is_refused_with_file_line_and_reason(string file, string row, string reason)
    {
        var folder = Directory.CreateTempSubdirectory("entente").FullName;
        try
        {
            foreach (var f in Directory.GetFiles(Path.Combine(Home.Folder, "knowledge"), "*.tsv"))
            {
                File.Copy(f, Path.Combine(folder, Path.GetFileName(f)));
            }

            File.AppendAllText(Path.Combine(folder, file), row + "\n");
            var line = File.ReadAllLines(Path.Combine(folder, file)).Length;
            Should.Throw<KnowledgeException>(() => KnowledgeBase.Load(folder)).Message.ShouldStartWith($"{file}:{line}: {reason}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_pack_holds_what_the_text_files_say_until_one_of_them_changes()
    {
        var folder = Directory.CreateTempSubdirectory("entente").FullName;
        try
        {
            foreach (var f in Directory.GetFiles(Path.Combine(Home.Folder, "knowledge"), "*.tsv"))
            {
                File.Copy(f, Path.Combine(folder, Path.GetFileName(f)));
            }

            KnowledgeBase.Pack(folder);
            var (text, packed) = (KnowledgeBase.LoadText(folder), KnowledgeBase.Load(folder));
            Everything(packed).ShouldBe(Everything(text));
            packed.Gazetteer.Find("Springfield").Select(t => t.ToString()).ShouldBe(text.Gazetteer.Find("Springfield").Select(t => t.ToString()));

            // What no pack of these files is, cut or of other files, is passed over.
            File.AppendAllText(Path.Combine(folder, "tenures-recent.tsv"), "Hanako Example\tJPN\tprime-minister\tPrime Minister of Japan\t2040-01-01\t\ttest\n");
            KnowledgeBase.Load(folder).FindPerson("Hanako Example").ShouldNotBeNull();
            KnowledgeBase.Pack(folder);
            var pack = Path.Combine(folder, "knowledge.pack");
            var whole = File.ReadAllBytes(pack);
            File.WriteAllBytes(pack, whole[..^9]);
            KnowledgeBase.Load(folder).FindPerson("Hanako Example").ShouldNotBeNull();

            // A changed byte anywhere, in the towns too, makes the text be read.
            foreach (var at in new[] { 100, whole.Length / 3, whole.Length - 100 })
            {
                var damaged = (byte[])whole.Clone();
                damaged[at] ^= 0x5a;
                File.WriteAllBytes(pack, damaged);
                var held = KnowledgeBase.Load(folder);
                held.FindPerson("Hanako Example").ShouldNotBeNull();
                held.Gazetteer.Find("Springfield").Select(t => t.ToString()).ShouldBe(text.Gazetteer.Find("Springfield").Select(t => t.ToString()));
            }

            // A copy of the folder has other times of change: the pack holds by its version.
            File.WriteAllBytes(pack, whole);
            foreach (var f in Directory.GetFiles(folder, "*.tsv"))
            {
                File.SetLastWriteTimeUtc(f, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            }

            KnowledgeBase.Load(folder).FindPerson("Hanako Example").ShouldNotBeNull();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static string Everything(KnowledgeBase kb) => System.Text.Json.JsonSerializer.Serialize(new
        {
            kb.States,
            kb.Organisations,
            kb.Places,
            kb.Instruments,
            kb.Provisions,
            Phrases = kb.OfficePhrases.Select(p => p.Phrase + "=" + p.Kind),
            kb.Areas,
            Claims = kb.Claims.Select(c => c.ToString()),
            kb.Outlets,
            Happenings = kb.Happenings.Select(h => h.What + h.Start + h.End + string.Join(';', h.Actors)),
            kb.Dossiers,
            kb.Named,
            kb.Currencies,
            kb.Units,
            Tenures = kb.Tenures.Select(t => t.ToString()),
            People = kb.People.Select(p => p.Label + string.Join(';', p.Aliases) + p.Tenures.Count + string.Join(';', kb.FindBySurname(p.Surname).Select(x => x.Label)) + kb.FindPerson(p.Label)!.Label + kb.FindPerson(p.Label.Replace(p.Label.Split(' ')[0], "Bill"))?.Label),
        });
    }
}
