namespace Entente.Cli;

/// <summary>Where models, knowledge, rules and samples are: ENTENTE_HOME, or the nearest folder above the program that holds them.</summary>
internal static class Home
{
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("ENTENTE_HOME") is { Length: > 0 } given)
        {
            return given;
        }

        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)))
        {
            if (Directory.Exists(Path.Combine(folder, "knowledge")) && Directory.Exists(Path.Combine(folder, "models")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("the folders knowledge, models and rules are not beside the program; set ENTENTE_HOME");
    }
}
