if (args is ["train", var corpora, var models])
{
    Entente.Language.Training.Run(corpora, models, Console.Error.WriteLine);
    return 0;
}

foreach (var (what, value) in Entente.Language.Training.Evaluate(args[1], args[2], args[3]))
{
    Console.WriteLine($"{what} {value:F2}");
}

return 0;
