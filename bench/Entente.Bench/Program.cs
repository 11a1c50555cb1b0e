using BenchmarkDotNet.Running;
using Entente.Bench;

if (args is ["news", var text, var models])
{
    WholeText.Run(text, models);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(WholeText).Assembly).Run(args);
