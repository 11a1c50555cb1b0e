using System.Collections.Frozen;
using Entente.Language;

namespace Entente.Engine;

/// <summary>Which sentences are worth the large networks: those in which somebody who may act for a state is named and something is done or said.</summary>
internal static class Promise
{
    private static readonly FrozenSet<string> Bearers = new[]
    {
        "government", "minister", "ministers", "ministry", "president", "presidents", "secretary", "leader", "leaders", "sides", "countries", "states", "parties", "allies", "alliance", "treaty", "pact", "agreement", "accord",
        "troops", "forces", "army", "navy", "official", "officials", "spokesman", "spokeswoman", "spokesperson", "embassy", "ambassador", "envoy", "delegation", "parliament", "congress", "kremlin", "pentagon", "statement", "summit", "talks",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Of(IReadOnlyList<Token> tokens)
    {
        bool verb = false, bearer = false;
        foreach (var token in tokens)
        {
            verb |= token.Upos == "VERB";
            bearer |= token.Name is ['B', '-', 'P' or 'L' or 'O' or 'N', ..] || Bearers.Contains(token.Lower);
        }

        return verb && bearer;
    }
}
