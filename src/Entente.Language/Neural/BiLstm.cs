using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Entente.Language.Neural;

/// <summary>
/// One layer of a network that reads a sentence from both ends (long short-term memory, Hochreiter and Schmidhuber 1997):
/// rows of <c>input</c> numbers in, rows of 2·<c>hidden</c> numbers out.
/// </summary>
internal sealed unsafe class BiLstm
{
    private readonly Direction _forward;
    private readonly Direction _backward;

    public BiLstm(Parameters parameters, string name, int input, int hidden)
    {
        (Input, Hidden) = (input, hidden);
        _forward = new Direction(parameters, name + ".f", input, hidden);
        _backward = new Direction(parameters, name + ".b", input, hidden);
    }

    public int Input { get; }

    public int Hidden { get; }

    public void Start(Parameters parameters, ref Noise noise)
    {
        _forward.Start(parameters, ref noise);
        _backward.Start(parameters, ref noise);
    }

    /// <summary>Rows in, rows out, both packed. <paramref name="trace"/> keeps what going back needs; null while only reading.</summary>
    public float* Read(Packing packing, Arena arena, float* weights, float* x, Trace? trace)
    {
        var output = arena.Take((long)packing.Rows * 2 * Hidden);
        _forward.Read(packing, arena, weights, x, output, null, trace?.Forward);
        _backward.Read(packing, arena, weights, x, output + Hidden, packing.Reverse, trace?.Backward);
        return output;
    }

    /// <summary>The words' first product with the weights, for a caller that keeps it for each word form: both directions, 4·hidden numbers each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Project(float* weights, float* x, int rows, float* forward, float* backward)
    {
        _forward.Project(weights, x, rows, forward);
        _backward.Project(weights, x, rows, backward);
    }

    /// <summary>As <see cref="Read"/>, from products that <see cref="Project"/> made; they are overwritten. <paramref name="backward"/> stands in reversed order.</summary>
    public float* ReadProjected(Packing packing, Arena arena, float* weights, float* forward, float* backward)
    {
        var output = arena.Take((long)packing.Rows * 2 * Hidden);
        _forward.Run(packing, arena, weights, forward, output, null, null);
        _backward.Run(packing, arena, weights, backward, output + Hidden, packing.Reverse, null);
        return output;
    }

    /// <summary>Gradient of the rows that came in, from that of the rows that went out; weights' gradients are added to <paramref name="gradients"/>.</summary>
    /// <param name="transposed">The weights with each matrix turned, at the same places.</param>
    public float* Return(Packing packing, Arena arena, float* transposed, float* gradients, float* x, float* dOut, Trace trace)
    {
        var dx = arena.TakeZeroed((long)packing.Rows * Input);
        _forward.Return(packing, arena, transposed, gradients, x, dOut, dx, null, trace.Forward);
        _backward.Return(packing, arena, transposed, gradients, x, dOut + Hidden, dx, packing.Reverse, trace.Backward);
        return dx;
    }

    /// <summary>What one pass leaves behind for the way back.</summary>
    internal sealed class Trace
    {
        public Side Forward { get; } = new();

        public Side Backward { get; } = new();

        /// <summary>Which numbers of a sentence's memory are dropped at every step: sentences × hidden; null for none.</summary>
        public void Drop(Arena arena, int sentences, int hidden, float drop, ref Noise noise)
        {
            foreach (var side in new[] { Forward, Backward })
            {
                side.Mask = arena.Take((long)sentences * hidden);
                noise.Mask(side.Mask, (long)sentences * hidden, drop);
            }
        }

        internal sealed class Side
        {
            public float* Gates;
            public float* Cell;
            public float* CellTanh;
            public float* Recurrent;
            public float* Mask;
        }
    }

    private sealed class Direction
    {
        private readonly Block _w;
        private readonly Block _u;
        private readonly Block _b;
        private readonly int _input;
        private readonly int _hidden;

        public Direction(Parameters parameters, string name, int input, int hidden)
        {
            (_input, _hidden) = (input, hidden);
            _w = parameters.Add(name + ".w", input, 4 * hidden);
            _u = parameters.Add(name + ".u", hidden, 4 * hidden);
            _b = parameters.Add(name + ".bias", 1, 4 * hidden);
        }

        public void Start(Parameters parameters, ref Noise noise)
        {
            parameters.Start(_w, ref noise, 1.4f);
            parameters.Start(_u, ref noise, 1.4f);
            for (var i = _hidden; i < 2 * _hidden; i++)
            {
                parameters.Values[_b.At + i] = 1;
            }
        }

        public void Project(float* weights, float* x, int rows, float* gates)
        {
            for (var r = 0; r < rows; r++)
            {
                new Span<float>(weights + _b.At, 4 * _hidden).CopyTo(new Span<float>(gates + (long)r * 4 * _hidden, 4 * _hidden));
            }

            Kernels.Multiply(rows, 4 * _hidden, _input, x, _input, 1, weights + _w.At, 4 * _hidden, gates, 4 * _hidden, add: true);
        }

        public void Read(Packing packing, Arena arena, float* weights, float* x, float* output, int[]? order, Trace.Side? trace)
        {
            var rows = packing.Rows;
            var gates = arena.Take((long)rows * 4 * _hidden);
            Project(weights, x, rows, gates);
            if (order is not null)
            {
                var turned = arena.Take((long)rows * 4 * _hidden);
                for (var r = 0; r < rows; r++)
                {
                    new Span<float>(gates + (long)order[r] * 4 * _hidden, 4 * _hidden).CopyTo(new Span<float>(turned + (long)r * 4 * _hidden, 4 * _hidden));
                }

                gates = turned;
            }

            Run(packing, arena, weights, gates, output, order, trace);
        }

        /// <param name="gates">The inputs' part of the gates in the order of reading; overwritten with the gates.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(Packing packing, Arena arena, float* weights, float* gates, float* output, int[]? order, Trace.Side? trace)
        {
            int h = _hidden, rows = packing.Rows;
            var recurrent = arena.Take((long)rows * h);
            var keep = trace is not null;
            var cell = arena.Take((long)(keep ? rows : packing.Count(0)) * h);
            var cellTanh = keep ? arena.Take((long)rows * h) : null;
            for (var t = 0; t < packing.Steps; t++)
            {
                int running = packing.Count(t), at = packing.Offset[t];
                var previous = t == 0 ? 0 : packing.Offset[t - 1];
                if (t > 0)
                {
                    Kernels.Multiply(running, 4 * h, h, recurrent + (long)previous * h, h, 1, weights + _u.At, 4 * h, gates + (long)at * 4 * h, 4 * h, add: true);
                }

                for (var s = 0; s < running; s++)
                {
                    var g = gates + (long)(at + s) * 4 * h;
                    var c = cell + (long)(keep ? at + s : s) * h;
                    var before = t == 0 ? null : keep ? cell + (long)(previous + s) * h : c;
                    var o = output + (long)(order is null ? at + s : order[at + s]) * 2 * h;
                    var r = recurrent + (long)(at + s) * h;
                    var mask = trace is null || trace.Mask == null ? null : trace.Mask + (long)s * h;
                    if (!keep)
                    {
                        Step(h, g, before, c, o, r);
                        continue;
                    }

                    for (var i = 0; i < h; i += 16)
                    {
                        var input = Kernels.Sigmoid(Vector512.Load(g + i));
                        var candidate = Kernels.Tanh(Vector512.Load(g + 3 * h + i));
                        var gate = Kernels.Sigmoid(Vector512.Load(g + 2 * h + i));
                        var value = input * candidate;
                        if (before != null)
                        {
                            var forget = Kernels.Sigmoid(Vector512.Load(g + h + i));
                            value = Vector512.FusedMultiplyAdd(forget, Vector512.Load(before + i), value);
                            forget.Store(g + h + i);
                        }

                        var squashed = Kernels.Tanh(value);
                        value.Store(c + i);
                        var hidden = gate * squashed;
                        hidden.Store(o + i);
                        (mask == null ? hidden : hidden * Vector512.Load(mask + i)).Store(r + i);
                        input.Store(g + i);
                        gate.Store(g + 2 * h + i);
                        candidate.Store(g + 3 * h + i);
                        squashed.Store(cellTanh + (long)(at + s) * h + i);
                    }
                }
            }

            if (trace is not null)
            {
                trace.Gates = gates;
                trace.Cell = cell;
                trace.CellTanh = cellTanh;
                trace.Recurrent = recurrent;
            }
        }

        /// <summary>One word's memory while only reading: a sigmoid times a hyperbolic tangent is one fraction, so that three divisions do for five.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Step(int h, float* gates, float* before, float* cell, float* output, float* recurrent)
        {
            var one = Vector512<float>.One;
            for (var i = 0; i < h; i += 16)
            {
                var input = one + Kernels.Exp(-Vector512.Load(gates + i));
                var candidate = Vector512.Load(gates + 3 * h + i);
                var grown = Kernels.Exp(candidate + candidate);
                var value = (grown - one) / (input * (grown + one));
                if (before != null)
                {
                    value = Vector512.FusedMultiplyAdd(Kernels.Sigmoid(Vector512.Load(gates + h + i)), Vector512.Load(before + i), value);
                }

                value.Store(cell + i);
                grown = Kernels.Exp(value + value);
                var hidden = (grown - one) / ((one + Kernels.Exp(-Vector512.Load(gates + 2 * h + i))) * (grown + one));
                hidden.Store(output + i);
                hidden.Store(recurrent + i);
            }
        }

        public void Return(Packing packing, Arena arena, float* transposed, float* gradients, float* x, float* dOut, float* dx, int[]? order, Trace.Side trace)
        {
            int h = _hidden, rows = packing.Rows;
            var dGates = arena.Take((long)rows * 4 * h);
            var dCell = arena.TakeZeroed((long)packing.Count(0) * h);
            var dRecurrent = arena.TakeZeroed((long)packing.Count(0) * h);
            for (var t = packing.Steps - 1; t >= 0; t--)
            {
                int running = packing.Count(t), at = packing.Offset[t], later = t + 1 < packing.Steps ? packing.Count(t + 1) : 0;
                for (var s = 0; s < running; s++)
                {
                    var row = at + s;
                    var g = trace.Gates + (long)row * 4 * h;
                    var d = dGates + (long)row * 4 * h;
                    var squash = trace.CellTanh + (long)row * h;
                    var before = t == 0 ? null : trace.Cell + (long)(packing.Offset[t - 1] + s) * h;
                    var outgoing = dOut + (long)(order is null ? row : order[row]) * 2 * h;
                    var dc = dCell + (long)s * h;
                    var dr = dRecurrent + (long)s * h;
                    var mask = trace.Mask == null ? null : trace.Mask + (long)s * h;
                    for (var i = 0; i < h; i += 16)
                    {
                        var (input, gate, candidate, tanh) = (Vector512.Load(g + i), Vector512.Load(g + 2 * h + i), Vector512.Load(g + 3 * h + i), Vector512.Load(squash + i));
                        var dh = Vector512.Load(outgoing + i);
                        if (s < later)
                        {
                            var back = Vector512.Load(dr + i);
                            dh += mask == null ? back : back * Vector512.Load(mask + i);
                        }

                        var one = Vector512<float>.One;
                        var dCellHere = dh * gate * (one - tanh * tanh) + Vector512.Load(dc + i);
                        (dh * tanh * gate * (one - gate)).Store(d + 2 * h + i);
                        (dCellHere * candidate * input * (one - input)).Store(d + i);
                        (dCellHere * input * (one - candidate * candidate)).Store(d + 3 * h + i);
                        if (before != null)
                        {
                            var forget = Vector512.Load(g + h + i);
                            (dCellHere * Vector512.Load(before + i) * forget * (one - forget)).Store(d + h + i);
                            (dCellHere * forget).Store(dc + i);
                        }
                        else
                        {
                            Vector512<float>.Zero.Store(d + h + i);
                        }
                    }
                }

                if (t > 0)
                {
                    Kernels.Multiply(running, h, 4 * h, dGates + (long)at * 4 * h, 4 * h, 1, transposed + _u.At, h, dRecurrent, h, add: false);
                }
            }

            // The memory that each step saw, in the order of its rows.
            var first = packing.Count(0);
            var seen = arena.Take((long)Math.Max(1, rows - first) * h);
            for (var t = 1; t < packing.Steps; t++)
            {
                Buffer.MemoryCopy(trace.Recurrent + (long)packing.Offset[t - 1] * h, seen + (long)(packing.Offset[t] - first) * h, (long)packing.Count(t) * h * sizeof(float), (long)packing.Count(t) * h * sizeof(float));
            }

            Kernels.Multiply(h, 4 * h, rows - first, seen, 1, h, dGates + (long)first * 4 * h, 4 * h, gradients + _u.At, 4 * h, add: true);
            if (order is not null)
            {
                var turned = arena.Take((long)rows * 4 * h);
                for (var r = 0; r < rows; r++)
                {
                    new Span<float>(dGates + (long)order[r] * 4 * h, 4 * h).CopyTo(new Span<float>(turned + (long)r * 4 * h, 4 * h));
                }

                dGates = turned;
            }

            for (var r = 0; r < rows; r++)
            {
                Kernels.Add(4 * h, dGates + (long)r * 4 * h, gradients + _b.At);
            }

            Kernels.Multiply(_input, 4 * h, rows, x, 1, _input, dGates, 4 * h, gradients + _w.At, 4 * h, add: true);
            Kernels.Multiply(rows, _input, 4 * h, dGates, 4 * h, 1, transposed + _w.At, _input, dx, _input, add: true);
        }
    }
}
