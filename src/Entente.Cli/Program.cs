using System.Globalization;
using Entente.Cli;
using Entente.Knowledge;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new System.Text.UTF8Encoding(false);
try
{
    var parsed = Commands.Root().Parse(args);
    var result = parsed.Invoke(new System.CommandLine.InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return parsed.Errors.Count > 0 ? 2 : result;
}
catch (Exception e) when (e is KnowledgeException or Entente.Engine.RuleException or InvalidDataException or IOException or System.Data.Common.DbException or UnauthorizedAccessException)
{
    Console.Error.WriteLine("entente: " + e.Message);
    return 1;
}
