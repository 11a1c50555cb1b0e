namespace Entente.Language;

/// <summary>
/// Averaged perceptron over hashed features, in integers. Rows exist only for features that ever took part in a correction.
/// </summary>
internal sealed class PerceptronTrainer(string[] labels)
{
    private readonly Dictionary<uint, int> _rows = [];
    private readonly List<int[]> _weights = [];
    private readonly List<long[]> _totals = [];
    private readonly List<uint> _features = [];
    private long _clock = 1;

    public string[] Labels => labels;

    public void Score(ReadOnlySpan<uint> features, Span<int> scores)
    {
        scores.Clear();
        foreach (var feature in features)
        {
            if (_rows.TryGetValue(feature, out var row))
            {
                var w = _weights[row];
                for (var c = 0; c < w.Length; c++)
                {
                    scores[c] += w[c];
                }
            }
        }
    }

    /// <summary>One step of learning: towards <paramref name="gold"/>, away from <paramref name="guess"/>.</summary>
    public void Update(ReadOnlySpan<uint> features, int gold, int guess)
    {
        _clock++;
        if (gold == guess)
        {
            return;
        }

        foreach (var feature in features)
        {
            if (!_rows.TryGetValue(feature, out var row))
            {
                row = _weights.Count;
                _rows.Add(feature, row);
                _features.Add(feature);
                _weights.Add(new int[labels.Length]);
                _totals.Add(new long[labels.Length]);
            }

            _weights[row][gold]++;
            _totals[row][gold] += _clock;
            _weights[row][guess]--;
            _totals[row][guess] -= _clock;
        }
    }

    /// <param name="drop">Weights below this, where nine in ten are below 64, are left out.</param>
    public LinearModel Freeze(double drop)
    {
        var rows = new List<(uint, double[])>(_weights.Count);
        for (var r = 0; r < _weights.Count; r++)
        {
            var average = new double[labels.Length];
            for (var c = 0; c < average.Length; c++)
            {
                average[c] = _weights[r][c] - (double)_totals[r][c] / _clock;
            }

            rows.Add((_features[r], average));
        }

        return LinearModel.Freeze(labels, rows, drop);
    }
}
