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

if (args is ["scale", var root, var where, .. var counts])
{
    Scale.Run(root, where, [.. counts.Select(int.Parse)]);
    return;
}

// The first load of a fresh process: publish with -p:PublishReadyToRun=true, or it times the compiler.
if (args is ["knowledge", var folder])
{
    var watch = System.Diagnostics.Stopwatch.StartNew();
    var held = Entente.Knowledge.KnowledgeBase.Load(folder);
    Console.WriteLine($"{held.Tenures.Count} tenures and all other facts in {watch.Elapsed.TotalMilliseconds:0.0} ms");
    return;
}

if (args is ["load", var server, var seconds, var readers, var writers])
{
    await Load.Run(new Uri(server), int.Parse(seconds), int.Parse(readers), int.Parse(writers));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(WholeText).Assembly).Run(args);
