namespace Entente.Language.Learning;

/// <summary>Diplomatic sentences written and annotated for this project.</summary>
public static class OwnTreebank
{
    /// <param name="part">train or test.</param>
    public static IEnumerable<ConlluSentence> Read(string folder, string part) => Conllu.Read(Path.Combine(folder, $"diplomatic-{part}.conllu"));
}
