using Entente.Record;
using Shouldly;

namespace Entente.Tests;

/// <summary>rules/acts.tsv: for each type of the coding manual words that tell of it, and like words that do not.</summary>
public sealed class ActTests
{
    [Theory]
    [InlineData("AGREE", "Rebel leaders in the north said they were willing to join a government of unity.")]
    [InlineData("AGREE", "The teachers' union accepted the ministry's offer on Monday.")]
    [InlineData("CONSULT", "Opposition politicians sat down with the interim president in the palace on Sunday.")]
    [InlineData("CONSULT", "A papal envoy flew to Managua for talks with the bishops.")]
    [InlineData("SUPPORT", "The bar association praised the judges for their ruling.")]
    [InlineData("SUPPORT", "Trade unions rallied behind the prime minister after the vote.")]
    [InlineData("CONCEDE", "The governor pardoned three striking miners on Friday.")]
    [InlineData("CONCEDE", "The military rulers lifted the curfew in the capital.")]
    [InlineData("COOPERATE", "Detectives from Spain and Portugal jointly questioned the witnesses.")]
    [InlineData("COOPERATE", "Finland resumed trade with its eastern neighbour in March.")]
    [InlineData("AID", "A relief agency distributed blankets to the refugees near the lake.")]
    [InlineData("AID", "Soldiers rescued hostages from the hotel before dawn.")]
    [InlineData("RETREAT", "Guerrillas laid down their rifles in a ceremony in the mountains.")]
    [InlineData("RETREAT", "The mayor resigned on Thursday.")]
    [InlineData("REQUEST", "Bishops appealed for calm after the shooting.")]
    [InlineData("REQUEST", "The widow's lawyers asked the tribunal to hear her.")]
    [InlineData("ACCUSE", "A grand jury indicted the former treasurer on Tuesday.")]
    [InlineData("ACCUSE", "The archbishop criticised the new law in his sermon.")]
    [InlineData("REJECT", "Strikers turned down the employers' proposal.")]
    [InlineData("REJECT", "The rebels would not lift their objections to the plan.")]
    [InlineData("THREATEN", "The militia said that anybody who crossed the river would be shot.")]
    [InlineData("THREATEN", "Tehran may sever relations with its neighbour if the raids go on.")]
    [InlineData("PROTEST", "Nurses took to the streets of the capital over unpaid wages.")]
    [InlineData("PROTEST", "Demonstrators felled trees across the coast road.")]
    [InlineData("SANCTION", "A court convicted the general of treason.")]
    [InlineData("SANCTION", "Chad has severed ties with Sudan.")]
    [InlineData("SANCTION", "Thousands of villagers fled the fighting on Wednesday.")]
    [InlineData("MOBILIZE", "Riot police ringed the university before the vote.")]
    [InlineData("MOBILIZE", "The junta massed troops along the river.")]
    [InlineData("COERCE", "Police rounded up dozens of students overnight.")]
    [InlineData("COERCE", "The authorities shut down two newspapers.")]
    [InlineData("ASSAULT", "Gunmen ambushed a convoy on the road to the airport.")]
    [InlineData("ASSAULT", "Three villagers died in a mortar attack.")]
    public void What_is_done_is_coded_by_whomever_it_is_done(string type, string passage) => Home.Acts(passage).ShouldContain(type);

    [Theory]
    [InlineData("ASSAULT", "A storm killed three fishermen off the coast.")]
    [InlineData("ASSAULT", "The former minister died of a heart attack at home.")]
    [InlineData("ASSAULT", "Gunmen did not attack the convoy.")]
    [InlineData("REQUEST", "Reporters asked why the bridge was closed.")]
    [InlineData("REJECT", "The spokesman declined to comment on Monday.")]
    [InlineData("ACCUSE", "The rapist was never found.")]
    [InlineData("THREATEN", "Asked whether the rebels would attack the town, he shrugged.")]
    [InlineData("PROTEST", "The striker scored twice in the second half.")]
    [InlineData("AID", "The president has travelled widely since taking office in January.")]
    [InlineData("CONSULT", "The hall seats two hundred people.")]
    public void What_only_sounds_like_it_is_not(string type, string passage) => Home.Acts(passage).ShouldNotContain(type);

    [Theory]
    [InlineData("meet\tverb\t\tCONSULT\t\tsolemn", "no need is called 'solemn'")]
    [InlineData("meet\tverb\t$NOWHERE\tCONSULT\t\t", "no list '$NOWHERE'")]
    [InlineData("meet\tverb\t\tCHAT\t\t", "no class of word")]
    [InlineData("meet\tverb", "2 cells, not 6")]
    public void A_row_with_an_error_is_refused_with_its_line(string row, string reason)
    {
        var folder = Directory.CreateTempSubdirectory("entente-rules").FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Home.Folder, "rules")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var line = File.ReadLines(Path.Combine(folder, "acts.tsv")).Count() + 1;
        File.AppendAllText(Path.Combine(folder, "acts.tsv"), row + "\n");
        var error = Should.Throw<Entente.Engine.RuleException>(() => Entente.Engine.RuleFiles.Load(folder));
        error.Message.ShouldContain($"acts.tsv:{line}");
        error.Message.ShouldContain(reason);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_record_of_states_takes_no_act_of_which_no_state_has_part() =>
        Home.Claims("Nurses took to the streets over unpaid wages. A court convicted the general of treason.").OfType<Claim.Event>().ShouldBeEmpty();

    [Fact]
    public void A_clause_alone_is_the_evidence_of_its_act()
    {
        var act = Home.Claims("Chad froze relations with Sudan in May, and Sudanese jets bombed a Chadian village on Tuesday, while traders at the border waited for news of the harvest.").OfType<Claim.Event>().Single(e => e.Act == "ASSAULT");
        act.States.ShouldBe(["SDN", "TCD"], ignoreOrder: true);
    }
}
