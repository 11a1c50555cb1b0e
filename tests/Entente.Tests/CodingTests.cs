using Entente.Record;

namespace Entente.Tests;

public sealed class CodingTests
{
    [Theory]
    [InlineData("Norway and Iceland signed a fisheries agreement in Oslo on Monday.", "AGREE", "occurred", "ISL NOR")]
    [InlineData("French President Emmanuel Macron met Brazilian President Luiz Inacio Lula da Silva in Brasilia.", "CONSULT", "occurred", "BRA FRA")]
    [InlineData("India recalled its ambassador from Canada on Monday.", "SANCTION", "occurred", "CAN IND")]
    [InlineData("Kenya accused Somalia of breaking the accord.", "ACCUSE", "occurred", "KEN SOM")]
    [InlineData("Chilean President Gabriel Boric will meet Peruvian officials in Lima on Friday.", "CONSULT", "planned", "CHL PER")]
    [InlineData("Egypt urged Israel to halt the offensive.", "REQUEST", "occurred", "EGY ISR")]
    [InlineData("Kenya's foreign minister said on Monday that Nairobi would not hold talks with Somalia.", "REJECT", "occurred", "KEN SOM")]
    [InlineData("Norway said on Monday it would no longer provide radar data to Iceland.", "SANCTION", "occurred", "ISL NOR")]
    [InlineData("Peru warned Ecuador on Monday not to move troops to the border.", "THREATEN", "occurred", "ECU PER")]
    [InlineData("A shell from Syria landed in a field in southern Turkey on Saturday.", "ASSAULT", "occurred", "SYR TUR")]
    [InlineData("Venezuela and Ecuador said Colombia was lying.", "ACCUSE", "occurred", "COL ECU VEN")]
    [InlineData("Norway's parliament approved a trade ban against South Africa on Monday.", "SANCTION", "occurred", "NOR ZAF")]
    [InlineData("Taiwan summoned its ambassador to Honduras for consultations on Thursday.", "SANCTION", "occurred", "HND TWN")]
    [InlineData("South Africa has placed a formal request with the United Arab Emirates to extradite the brothers.", "REQUEST", "occurred", "ARE ZAF")]
    [InlineData("Musalia Mudavadi, Kenya's foreign minister, and Ahmed Moalim Fiqi, Somalia's foreign minister, met in Nairobi on Monday.", "CONSULT", "occurred", "KEN SOM")]
    [InlineData("Norway and Iceland exchanged ambassadors on Tuesday.", "SUPPORT", "occurred", "ISL NOR")]
    [InlineData("In April the European Union imposed measures on Belarus.", "SANCTION", "occurred", "BLR EUU")]
    [InlineData("Front-line troops of India and China started to disengage at the lake on Monday.", "RETREAT", "occurred", "CHN IND")]
    [InlineData("Norway has bought 24 helicopters from Canada for two billion dollars.", "COOPERATE", "occurred", "CAN NOR")]
    [InlineData("China's coast guard said it had expelled a Philippine vessel from waters near the shoal.", "COERCE", "occurred", "CHN PHL")]
    [InlineData("Belgrade and Sarajevo struck a bargain over number plates on Monday.", "AGREE", "occurred", "BIH SRB")]
    public void An_act_between_parties_is_an_event(string sentence, string act, string status, string states)
    {
        var made = Home.Claims(sentence).OfType<Claim.Event>().Where(e => e.Act == act).ToList();
        made.ShouldNotBeEmpty();
        made[0].Status.ShouldBe(status);
        string.Join(' ', made[0].States).ShouldBe(states);
    }

    [Theory]
    [InlineData("India recalled its ambassador from Canada on Monday.", "161", "diplomatic")]
    [InlineData("Norway and Iceland held joint military exercises on Monday.", "062", "military")]
    [InlineData("Opposition groups in Chile demanded that the president resign.", "100", "")]
    [InlineData("The Kenyan government said Somalia must withdraw its troops.", "104", "military")]
    [InlineData("Egyptian police imposed a curfew in Suez on Monday.", "1723", "")]
    [InlineData("Peruvian farmers began a hunger strike in Lima on Monday.", "142", "")]
    [InlineData("Sweden suspended part of a military aid programme for Mali on Monday.", "162", "military")]
    public void An_act_has_its_code_in_the_older_scheme_and_its_context(string sentence, string cameo, string contexts)
    {
        var made = Home.Claims(sentence).OfType<Claim.Event>().Where(e => Plover.CameoOf(e) == cameo).ToList();
        made.ShouldNotBeEmpty();
        string.Join(' ', Plover.ContextOf(made[0])).ShouldBe(contexts);
    }

    [Theory]
    [InlineData("If Norway attacked Iceland, the council would meet.")]
    [InlineData("Russia warned Finland and Sweden against joining the alliance.")]
    [InlineData("The failed meeting between Chile and Peru was not mentioned.")]
    [InlineData("Analysts fear that Kenya could invade Somalia.")]
    [InlineData("The two did not sign an agreement.")]
    [InlineData("Whether Chile will recall its ambassador is unclear.")]
    [InlineData("The pact obliges France to defend Belgium if it is attacked.")]
    public void What_has_not_happened_is_no_event_that_occurred(string sentence) =>
        Home.Claims(sentence).OfType<Claim.Event>().Where(e => e.Status is "occurred" or "ongoing").ShouldBeEmpty();

    [Theory]
    [InlineData("\"We will stand together,\" Norwegian Prime Minister Jonas Gahr Store said on Monday.", "Jonas Gahr Store", "quote")]
    [InlineData("Polish Foreign Minister Radoslaw Sikorski warned that the talks had failed.", "Radoslaw Sikorski", "paraphrase")]
    [InlineData("The French foreign ministry condemned the attack.", "Ministry of Foreign Affairs of France", "paraphrase")]
    public void Words_have_their_speaker(string sentence, string speaker, string form)
    {
        var statement = Home.Claims(sentence).OfType<Claim.Statement>().ShouldHaveSingleItem();
        statement.Speakers.ShouldBe([speaker]);
        statement.Form.ShouldBe(form);
    }

    [Fact]
    public void What_is_undertaken_has_parties_a_part_of_the_alliance_and_a_status()
    {
        var made = Home.Claims("Germany and Norway agreed on Tuesday to jointly develop a new air defence missile.").OfType<Claim.Commitment>().ShouldHaveSingleItem();
        made.States.ShouldBe(["DEU", "NOR"]);
        made.Status.ShouldBe("agreed");
        made.Mechanism.ShouldBe("arms-production");
        made.When.ToString().ShouldBe("2024-05-14");
    }

    [Fact]
    public void A_purchase_has_its_quantity_and_its_price()
    {
        var made = Home.Claims("Poland signed a contract with South Korea to buy 48 fighter jets for $3 billion.").OfType<Claim.Commitment>().ShouldHaveSingleItem();
        made.Quantity!.Value.ShouldBe(48);
        made.Amount.ShouldBe("USD 3000000000");
        made.Mechanism.ShouldBe("arms-transfer");
    }

    [Fact]
    public void An_assurance_names_provision_scope_and_who_gave_it()
    {
        var made = Home.Claims("U.S. Secretary of State Antony Blinken reaffirmed that Article IV of the mutual defense treaty with the Philippines extends to coast guard vessels at Scarborough Shoal.").OfType<Claim.Affirmation>().ToList();
        made.Select(a => a.Covers).ShouldContain("Scarborough Shoal");
        made[0].Provision.ShouldBe("US-Philippines Mutual Defense Treaty, Article 4");
        made[0].Polarity.ShouldBe("covers");
        made[0].Speakers.ShouldBe(["Antony Blinken"]);
    }

    [Fact]
    public void Taking_an_office_is_a_tenure_and_a_mention_is_none()
    {
        Home.Claims("Minoru Kihara was appointed defence minister of Japan on Wednesday.", "2023-09-14").OfType<Claim.Tenure>().ShouldHaveSingleItem().Office.ShouldBe("Minister of Defense of Japan");
        Home.Claims("Japanese Defence Minister Minoru Kihara spoke in Tokyo.").OfType<Claim.Tenure>().ShouldBeEmpty();
    }

    [Fact]
    public void A_name_that_the_office_contradicts_is_doubted_and_the_holder_named()
    {
        var reading = Home.Read("A title that says little\n\nGerman Defence Minister Boriz Pistolius met Norwegian officials in Oslo on Monday.\n", published: "2024-05-15");
        var meeting = reading.Claims.OfType<Claim.Event>().First();
        meeting.Actors.Select(a => a.Label).ShouldContain("Boris Pistorius");
        meeting.Doubts.ShouldContain(new NameDoubt("Boriz Pistolius", "Boris Pistorius", "Minister of Defense of Germany"));
    }

    [Fact]
    public void Every_piece_of_evidence_is_the_text_at_its_offsets_and_never_long()
    {
        foreach (var reading in Home.ReadFolder(Path.Combine(Home.Folder, "sample", "reports")))
        {
            foreach (var claim in reading.Claims)
            {
                reading.Report.Text[claim.Evidence.Start..claim.Evidence.End].ShouldBe(claim.Evidence.Quote);
                claim.Evidence.Quote.Length.ShouldBeLessThanOrEqualTo(400);
                reading.Report.Removed.ShouldNotContain(r => r.Start <= claim.Evidence.Start && claim.Evidence.End <= r.End);
            }
        }
    }

    [Theory]
    [InlineData("New Zealand's Minister for Defence, Hon. Dr Wayne Mapp, on Monday met with his Australian counterpart, Senator John Faulkner, in Sydney.", "CONSULT", "AUS NZL")]
    [InlineData("Norway's foreign minister and his Danish counterpart held a phone call on Monday, confirmed a spokesman for Sweden's foreign ministry.", "CONSULT", "DNK NOR")]
    [InlineData("The prime ministers of Spain and Portugal will sign the Status of Forces Agreement at Victoria Barracks on Friday.", "AGREE", "ESP PRT")]
    public void What_stands_beside_a_happening_is_no_party_to_it(string sentence, string act, string states)
    {
        var claims = Home.Claims(sentence);
        claims.OfType<Claim.Event>().ShouldHaveSingleItem().Act.ShouldBe(act);
        claims.ShouldAllBe(c => string.Join(' ', c.States) == states);
    }

    [Theory]
    [InlineData("Norwegian Foreign Minister Espen Barth Eide said he would meet his Danish counterpart on Saturday.")]
    [InlineData("Spain will return two islands to Portugal by November 15.")]
    [InlineData("Spain announced that it will return two islands to Portugal by May 20.")]
    public void What_is_to_come_is_not_dated_back(string sentence)
    {
        Home.Claims(sentence).Where(c => c.When.IsKnown).ShouldAllBe(c => c.When.End >= new NodaTime.LocalDate(2024, 5, 15));
    }

    [Fact]
    public void More_of_the_same_talks_is_no_second_meeting()
    {
        Home.Claims("The foreign ministers of Norway and Denmark met in Oslo on Monday. The two ministers also discussed fishing.").OfType<Claim.Event>().Count(e => e.Act == "CONSULT").ShouldBe(1);
    }

    [Fact]
    public void A_person_of_whom_no_file_knows_is_himself()
    {
        var said = Home.Claims("\"Iran's attack against Albania disregards the norms of states,\" said Brian Example, an under secretary of the Treasury. Nick Sample, the Australian diplomat who heads the mission, said that his people had come to stay.").OfType<Claim.Statement>().ToList();
        said.Single(s => s.Text.Contains("disregards", StringComparison.Ordinal)).Speakers.ShouldBe(["Brian Example"]);
        said.Single(s => s.Text.Contains("to stay", StringComparison.Ordinal)).Speakers.ShouldBe(["Nick Sample"]);
    }

    [Theory]
    [InlineData("The defence ministers of Chad and Sudan put their names on Monday to an accord on joint exercises.", "signed", "exercises")]
    [InlineData("Chad gave Sudanese forces access to two military bases on Monday.", "agreed", "force-posture")]
    [InlineData("The foreign ministers of Chad and Sudan agreed on Monday to go forward with joint naval exercises.", "agreed", "exercises")]
    [InlineData("The foreign ministers of Chad and Sudan reaffirmed on Monday that they would continue to share intelligence on smugglers.", "reaffirmed", "intelligence-sharing")]
    public void What_is_undertaken_in_other_words_is_undertaken(string sentence, string status, string mechanism)
    {
        var undertaken = Home.Claims(sentence).OfType<Claim.Commitment>().ShouldHaveSingleItem();
        undertaken.Status.ShouldBe(status);
        undertaken.Mechanism.ShouldBe(mechanism);
        undertaken.States.ShouldBe(["SDN", "TCD"]);
    }

    [Fact]
    public void After_a_semicolon_the_words_are_the_reports_own()
    {
        Home.Claims("Moscow blamed Ukraine for the attack; officials said that the two were not linked.").OfType<Claim.Statement>().ShouldAllBe(s => !s.Text.Contains(';'));
    }

    [Fact]
    public void A_day_to_come_is_due_and_not_when_it_was_undertaken()
    {
        var undertaken = Home.Claims("Spain and Portugal will sign a new defence agreement in Madrid on Friday.").OfType<Claim.Commitment>().ShouldHaveSingleItem();
        undertaken.Due.ShouldBe("2024-05-17");
        undertaken.When.Start.ShouldNotBe(new NodaTime.LocalDate(2024, 5, 10));
    }

    [Theory]
    [InlineData("joint drills in the Baltic Sea", "exercises")]
    [InlineData("share missile warning data", "intelligence-sharing")]
    [InlineData("the reciprocal access agreement", "visiting-forces")]
    [InlineData("modernise command and control structures", "command-and-control")]
    [InlineData("the weather in spring", null)]
    public void Terms_tell_the_mechanism(string words, string? mechanism) => Home.Pipeline.Rules.MechanismOf(words).ShouldBe(mechanism);

    [Theory]
    [InlineData("Turkey and Egypt restored full diplomatic relations last summer.", "2023-06-01", "2023-08-31")]
    [InlineData("Ethiopia and Somaliland signed a memorandum on New Year's Day.", "2024-01-01", "2024-01-01")]
    [InlineData("Egypt cut ties with Turkey in the mid-1990s.", "1990-01-01", "1999-12-31")]
    [InlineData("The two sides signed nothing, but Norway recalled its ambassador to Chile two years after Chile expelled Norway's envoy in 2015.", "2015-01-01", "2015-12-31")]
    public void Times_that_news_leaves_to_the_reader_are_bounds_of_the_event(string sentence, string start, string end)
    {
        var events = Home.Claims(sentence).OfType<Claim.Event>().ToList();
        events.ShouldContain(e => When.Iso(e.When.Start!.Value) == start && When.Iso(e.When.End!.Value) == end);
    }

    [Fact]
    public void What_the_outlet_says_that_parties_of_an_accord_will_do_is_undertaken_by_all_of_them()
    {
        var terms = Home.Claims("Norway and Iceland signed an agreement on fishing in Oslo on Tuesday. Iceland will return the seized trawlers by June. A joint committee in Bergen will inspect the catch. Norwegian ministers will meet again in July.").OfType<Claim.Commitment>().Where(c => c.Rule.Contains("term of an accord", StringComparison.Ordinal)).ToList();
        terms.Count.ShouldBe(2);
        terms.ShouldAllBe(c => c.Status == "signed" && c.States.Contains("NOR") && c.States.Contains("ISL"));
    }

    [Fact]
    public void To_stop_giving_is_to_suspend_and_a_sanction()
    {
        var claims = Home.Claims("Norway said on Tuesday that it would stop giving Russia data on missile launches.");
        claims.OfType<Claim.Commitment>().ShouldContain(c => c.Status == "suspended");
        claims.OfType<Claim.Event>().ShouldContain(e => e.Act == "SANCTION");
    }

    [Fact]
    public void Three_states_named_in_one_breath_are_the_three_countries()
    {
        var claims = Home.Claims("North Korea condemned drills by South Korea, Japan and the United States on Monday. Last Thursday the three countries began a joint exercise.");
        claims.OfType<Claim.Event>().Single(e => e.Act == "COOPERATE").States.ShouldBe(["JPN", "KOR", "USA"]);
    }

    [Theory]
    [InlineData("Defense Ministers of Kyrgyzstan and Russia Baktybek Bekbolotov and Sergei Shoigu signed two agreements in Astana.", "2024-04-26", "Baktybek Bekbolotov", "Sergei Shoigu")]
    [InlineData("The Saudi ambassador to Yemen, Mohammed al-Jaber, met a Houthi delegation in Sanaa.", "2023-04-09", "Mohammed al-Jaber", "Houthis")]
    public void Persons_are_found_beside_their_offices(string sentence, string day, string one, string other)
    {
        var actors = Home.Claims(sentence, day).OfType<Claim.Event>().SelectMany(e => e.Actors).Select(a => a.Label).ToList();
        actors.ShouldContain(one);
        actors.ShouldContain(other);
    }

    [Fact]
    public void A_name_in_another_romanisation_is_no_contradiction() =>
        Home.Read("Talks in Doha\n\nThe minister met Minister of Defence of the Russian Federation Sergey Shoygu in Doha on Wednesday.\n", published: "2017-10-26").Report.Doubts.ShouldBeEmpty();

    [Fact]
    public void Words_end_where_the_addressee_ends() =>
        Home.Claims("Erdogan warned Damascus that Turkey would not shy away from war.", "2012-10-06").OfType<Claim.Statement>().Single().Text.ShouldStartWith("that Turkey");

    [Theory]
    [InlineData("normalise", "normalize")]
    [InlineData("honoured", "honored")]
    [InlineData("promise", null)]
    public void British_spellings_are_read_as_those_that_were_learned(string british, string? american) =>
        Entente.Language.BritishSpelling.Known(british, w => w is "normalize" or "honored" or "promise").ShouldBe(american);

    [Fact]
    public void Who_succeeds_whom_is_told_of_both()
    {
        var made = Home.Claims("Badr Abdel Ati succeeds veteran diplomat Sameh Shoukry as Egypt's foreign minister.").OfType<Claim.Tenure>().ToList();
        made.Select(t => t.Person).ShouldBe(["Badr Abdel Ati", "Sameh Shoukry"], ignoreOrder: true);
        made.ShouldAllBe(t => t.Office.Contains("oreign", StringComparison.Ordinal));
    }

    [Fact]
    public void They_who_said_more_are_those_who_spoke_before()
    {
        var said = Home.Claims("Western diplomats said on Monday that Chad had captured a base in Libya. They said a Libyan force had withdrawn.").OfType<Claim.Statement>().ToList();
        said.Count.ShouldBe(2);
        said[1].Speakers.ShouldBe(said[0].Speakers);
    }

    [Fact]
    public void A_statement_speaks_for_the_ministry_that_issued_it()
    {
        var said = Home.Claims("Morocco recalled its ambassador to Algeria on Monday. A Foreign Ministry statement said the decision followed hostile acts.").OfType<Claim.Statement>().ShouldHaveSingleItem();
        said.Speakers.ShouldBe(["Ministry of Foreign Affairs of Morocco"]);
    }

    [Fact]
    public void A_day_until_when_is_the_due_day_of_what_was_undertaken()
    {
        var made = Home.Claims("Sweden and Norway agreed on Monday to open a joint air base by March 2027.").OfType<Claim.Commitment>().ToList();
        made.ShouldNotBeEmpty();
        made[0].Due.ShouldBe("2027-03-31");
    }

    [Fact]
    public void To_pay_for_a_thing_is_undertaken_and_accuses_nobody()
    {
        var made = Home.Claims("China and Kenya agreed on Monday to finance a naval base in Mombasa. Somalia said China was financing the port.");
        made.OfType<Claim.Commitment>().ShouldNotBeEmpty();
        made.OfType<Claim.Event>().ShouldNotContain(e => e.Act == "ACCUSE");
    }

    [Fact]
    public void A_year_before_a_treaty_is_the_treatys()
    {
        var made = Home.Claims("US Secretary of State Antony Blinken repeated in Manila that Article IV of the 1951 US-Philippines Mutual Defense Treaty would apply to an armed attack on Philippine forces in the South China Sea.").OfType<Claim.Affirmation>().ToList();
        made.ShouldNotBeEmpty();
        made.ShouldAllBe(a => a.When.Start != new NodaTime.LocalDate(1951, 1, 1));
    }

    [Fact]
    public void Who_is_blamed_for_doing_a_thing_did_it()
    {
        var made = Home.Claims("Algeria condemned Morocco on Tuesday for holding a joint military exercise with the United States.").OfType<Claim.Event>().Single(e => e.Act == "COOPERATE");
        made.States.ShouldBe(["MAR", "USA"]);
        Home.Claims("Chad accused Sudan of arming Libya's militias.").OfType<Claim.Event>().Where(e => e.Act != "ACCUSE").ShouldAllBe(e => e.Status == "alleged");
    }

    [Fact]
    public void A_question_put_to_somebody_is_not_his()
    {
        Home.Claims("Japanese Prime Minister Shigeru Ishiba was asked, \"Will you raise the base with the United States?\"").OfType<Claim.Statement>().ShouldBeEmpty();
    }

    [Fact]
    public void Both_who_claim_a_land_and_who_has_long_administered_it_are_told()
    {
        var relations = Home.Claims("The Falkland Islands, which the United Kingdom has administered since 1833, are claimed by Argentina.").OfType<Claim.Relation>().ToList();
        relations.Select(r => (r.Subject, r.Verb)).ShouldBe([("Argentina", "claims"), ("United Kingdom", "administers")], ignoreOrder: true);
        Home.Claims("Ethiopian troops have been in Somalia since 2006.").OfType<Claim.Relation>().ShouldHaveSingleItem().Verb.ShouldBe("hosts");
    }

    [Fact]
    public void Measures_against_somebody_are_a_sanction_and_an_envoy_brought_home_is_one()
    {
        Home.Claims("Kenyan President William Ruto announced economic measures against Uganda on Monday.").OfType<Claim.Event>().ShouldHaveSingleItem().Act.ShouldBe("SANCTION");
        Home.Claims("Spain brought its ambassador home from Algeria on Monday.").OfType<Claim.Event>().ShouldHaveSingleItem().Act.ShouldBe("SANCTION");
        Home.Claims("Norway and Peru agreed in March to mend ties and reopen their embassies.").OfType<Claim.Event>().ShouldHaveSingleItem().Status.ShouldBe("occurred");
    }

    [Fact]
    public void Somebody_whom_no_file_knows_is_of_the_state_that_his_office_is_said_to_be_of()
    {
        var said = Home.Claims("\"It is a coastal defense doctrine,\" Philippine exercise director Brigadier General Vicente Blanco told reporters.").OfType<Claim.Statement>().ShouldHaveSingleItem();
        said.Actors.Single().State.ShouldBe("PHL");
        Home.Claims("Ali Hassan, an analyst at a think tank, said Iran had tested a missile.").OfType<Claim.Statement>().ShouldHaveSingleItem().Actors.Single().State.ShouldBe("");
    }

    [Fact]
    public void Confidence_is_what_readers_judged_of_the_like()
    {
        var made = Home.Claims("The foreign ministers of Spain and Italy signed an agreement in Madrid on Monday. Spain's minister said the talks went well.");
        made.OfType<Claim.Event>().First(e => e.Act == "AGREE").Confidence.ShouldBe(0.7);
        made.OfType<Claim.Statement>().ShouldAllBe(s => s.Confidence < 0.81);
    }

    [Fact]
    public void People_of_a_state_are_not_the_state()
    {
        var attack = Home.Claims("Iranian protesters attacked the Norwegian embassy in Tehran on Monday.").OfType<Claim.Event>().Single(e => e.Act == "ASSAULT");
        attack.Actors.ShouldContain(a => a.Label == "Iranian protesters" && a.Type == "organisation" && a.State == "IRN");
        attack.Actors.ShouldNotContain(a => a.Id == "state/irn");
    }

    [Fact]
    public void What_is_agreed_for_a_time_to_come_was_not_agreed_then()
    {
        var claims = Home.Claims("Norway and Iceland agreed on Monday to hold a further round of talks in August.");
        claims.OfType<Claim.Event>().Single(e => e.Act == "AGREE").When.ToString().ShouldBe("2024-05-13");
        claims.OfType<Claim.Event>().Single(e => e.Act == "CONSULT").When.ToString().ShouldBe("2024-08");
        Home.Claims("Norway and Iceland agreed on Monday to reopen their border.").OfType<Claim.Event>().ShouldAllBe(e => e.When.ToString() == "2024-05-13");
    }

    [Fact]
    public void A_charge_ends_where_another_speaks_of_it()
    {
        var said = Home.Claims("Kenya accused Somalia on Monday of backing the rebels, a charge that Mogadishu denies.").OfType<Claim.Statement>().ToList();
        said.Single(x => x.Stance == "accuse").Text.ShouldBe("backing the rebels");
        said.Single(x => x.Stance == "deny").Text.ShouldBe("backing the rebels");
    }

    [Fact]
    public void The_town_of_signing_is_no_party()
    {
        var claims = Home.Claims("Norway and Iceland signed a fisheries agreement in Madrid on Monday.");
        claims.OfType<Claim.Commitment>().Single().States.ShouldBe(["ISL", "NOR"]);
        claims.OfType<Claim.Event>().Single(e => e.Act == "AGREE").States.ShouldBe(["ISL", "NOR"]);
    }

    [Fact]
    public void In_South_Asia_the_foreign_secretary_is_an_official()
    {
        Home.Claims("Indian Foreign Secretary Vikram Misri said on Monday that the talks would go on.").OfType<Claim.Statement>().Single().Speakers.ShouldBe(["Vikram Misri"]);
    }
}
