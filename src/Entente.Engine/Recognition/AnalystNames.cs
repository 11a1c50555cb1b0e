using Entente.Knowledge;
using Entente.Record;

namespace Entente.Engine.Recognition;

/// <summary>What an analyst means by a name typed into a ruling.</summary>
public static class AnalystNames
{
    public static PlaceRef? Place(KnowledgeBase kb, string name) =>
        kb.Places.FirstOrDefault(p => p.Aliases.Prepend(p.Label).Any(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } place ? new PlaceRef("place/" + place.Id, place.Label, place.Country, place.Latitude, place.Longitude)
            : kb.Gazetteer.Find(name).Where(t => t.Kind != "region").OrderByDescending(t => t.Thousands).FirstOrDefault() is { } town ? new PlaceRef(town.Id, town.Name, town.Country, town.Latitude, town.Longitude) : null;

    /// <param name="was">Who stood there: what the knowledge files do not know of the name stays as it was.</param>
    public static Actor Actor(KnowledgeBase kb, string name, Actor was) =>
        kb.FindPerson(name) is { } person ? new Actor { Id = person.Id, Label = person.Label, Type = "person", State = person.Tenures.LastOrDefault()?.State ?? was.State, Office = person.Tenures.Any(t => t.Office == was.Office) ? was.Office : null }
            : kb.States.Values.FirstOrDefault(s => s.Aliases.Append(s.Name).Append(s.Id).Any(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } state ? new Actor { Id = "state/" + state.Id, Label = state.Name, Type = "state", State = state.Id }
            : was with { Id = was.Type + "/" + name.ToLowerInvariant().Replace(' ', '-'), Label = name };
}
