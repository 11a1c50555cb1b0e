using Entente.Record;

namespace Entente.Tests;

/// <summary>An accord is followed over what becomes of it.</summary>
public sealed class ThreadTests
{
    [Fact]
    public void An_accord_that_is_left_is_the_accord_that_was_signed()
    {
        var items = Settled(
            "Norway and Iceland sign pact\n\nOSLO, March 1, 2023 (Agency) - Norway and Iceland signed a fisheries pact to share quotas of cod in the Norwegian Sea on Wednesday. The ministers met in Oslo.\n",
            "Iceland leaves pact\n\nREYKJAVIK, June 3, 2024 (Agency) - Iceland withdrew on Monday from the fisheries pact that let both fleets share quotas of cod in the Norwegian Sea. Norway regretted it.\n");
        var threads = items.Where(i => i.Face is Claim.Commitment).Select(i => i.Thread).ToList();
        threads.Count.ShouldBeGreaterThanOrEqualTo(2);
        threads.OfType<string>().GroupBy(t => t).ShouldContain(g => g.Count() >= 2);
    }

    [Fact]
    public void Accords_of_other_parties_stay_apart()
    {
        var items = Settled(
            "Norway and Iceland sign pact\n\nOSLO, March 1, 2023 (Agency) - Norway and Iceland signed a fisheries pact to share quotas of cod in the Norwegian Sea on Wednesday. The ministers met in Oslo.\n",
            "Peru leaves pact\n\nLIMA, June 3, 2024 (Agency) - Peru withdrew on Monday from a pact with Chile to share quotas of anchovy. Chile regretted it.\n");
        items.Where(i => i.Face is Claim.Commitment).Select(i => i.Thread).OfType<string>().ShouldBeEmpty();
    }

    private static IReadOnlyList<Item> Settled(params string[] reports) => Home.Settle(reports.Select((text, n) => Home.Read(text, $"{n}.txt"))).Items;
}
