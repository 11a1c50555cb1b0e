using BenchmarkDotNet.Running;
using Entente.Bench;

if (args is ["news", var text, var models])
{
    WholeText.Run(text, models);
    return;
}

if (args is ["settle", var home, .. var sizes])
{
    Settling.Run(home, [.. sizes.Select(int.Parse)]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(WholeText).Assembly).Run(args);
