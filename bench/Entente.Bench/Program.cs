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

if (args is ["load", var server, var seconds, var readers, var writers])
{
    await Load.Run(new Uri(server), int.Parse(seconds), int.Parse(readers), int.Parse(writers));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(WholeText).Assembly).Run(args);
