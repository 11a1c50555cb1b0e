namespace Entente.Language;

/// <summary>
/// Dependency parser: arc-hybrid transitions (shift, left-arc from the buffer's front, right-arc inside the stack),
/// greedy, in linear time. Trained with the dynamic oracle of Goldberg and Nivre (2013), so that it learns from the states its own mistakes lead to.
/// </summary>
public sealed class Parser(LinearModel model)
{
    internal const int FeatureCount = 62;
    private readonly ActionSet _actions = new(model.Labels);

    public void Parse(IReadOnlyList<Token> tokens)
    {
        var state = new State(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            state.Word[i + 1] = WordFeatures.Of(tokens[i].Form).Lower;
            state.Tag[i + 1] = Hashing.Of(tokens[i].Xpos);
            state.Upos[i + 1] = Hashing.Of(tokens[i].Upos);
        }

        Span<uint> features = stackalloc uint[FeatureCount];
        Span<int> scores = stackalloc int[model.Labels.Count];
        while (!state.Done)
        {
            state.Extract(features);
            model.Score(features, scores);
            state.Apply(_actions.Best(scores, state), _actions);
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            tokens[i].Head = state.Heads[i + 1] - 1;
            tokens[i].Deprel = state.Labels[i + 1] < 0 ? "dep" : _actions.Relations[state.Labels[i + 1]];
            if (tokens[i].Head < 0)
            {
                tokens[i].Deprel = "root";
            }
        }

        // "welcomed the deal but warned": a verb is joined to the verb, not to its object.
        for (var i = 0; i < tokens.Count; i++)
        {
            var at = i;
            if (tokens[i].Upos == "VERB" && tokens[i].Deprel == "conj" && tokens[i].Xpos is "VBD" or "VBN" or "VBZ" or "VBP" && tokens[i].Head is >= 0 and var joint && joint < i && tokens[joint].Upos is "NOUN" or "PROPN" or "PRON" or "NUM"
                && tokens[joint].Head is >= 0 and var verb && tokens[verb].Upos == "VERB" && verb < joint && tokens[verb].Xpos is "VBD" or "VBZ" or "VBP" or "VBN")
            {
                tokens[i].Head = verb;
                if (tokens[i].Xpos == "VBN" && tokens[verb].Xpos == "VBD" && !tokens.Any(t => t.Head == at && t.Deprel.StartsWith("aux", StringComparison.Ordinal)))
                {
                    tokens[i].Xpos = "VBD";
                }
            }
        }

        // "said on Wednesday that it could": a clause with the conjunction "that" completes the verb, not the day.
        foreach (var token in tokens)
        {
            if (token.Deprel is "acl:relcl" or "acl" && token.Head >= 0 && tokens[token.Head].Deprel.StartsWith("obl", StringComparison.Ordinal) && tokens[token.Head].Head is >= 0 and var said && tokens[said].Upos == "VERB" && tokens.Any(t => t.Lower == "that" && t.Deprel == "mark" && ReferenceEquals(tokens[Math.Max(0, t.Head)], token)))
            {
                (token.Head, token.Deprel) = (said, "ccomp");
            }
        }

        // "denied that X was preparing": a clause with "that" after a verb is what is said, "so that" aside.
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i].Lower == "that" && tokens[i].Deprel == "mark" && tokens[i].Head > i && tokens[tokens[i].Head].Deprel == "advcl" && tokens[tokens[i].Head].Head is >= 0 and var governor && governor < i && tokens[governor].Upos == "VERB" && tokens[i - 1].Lower is not ("so" or "now" or "such" or "provided"))
            {
                tokens[tokens[i].Head].Deprel = "ccomp";
            }
        }

        // Auxiliaries, copulas and marks of punctuation govern nothing: what hangs on them belongs to their head.
        foreach (var token in tokens)
        {
            for (var n = 0; n < 4 && token.Head >= 0 && tokens[token.Head].Head >= 0 && tokens[token.Head].Deprel is "aux" or "aux:pass" or "cop" or "punct" && token.Deprel is not ("punct" or "goeswith" or "fixed" or "conj" or "cc"); n++)
            {
                token.Head = tokens[token.Head].Head;
            }
        }
    }

    internal static LinearModel Train(IReadOnlyList<(IReadOnlyList<Token> Tagged, ConlluSentence Gold)> corpus, int epochs, int seed, Action<string> report)
    {
        var relations = corpus.SelectMany(s => s.Gold.Words).Select(w => w.Deprel).Where(r => r != "root").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        string[] labels = ["S", .. relations.Select(r => "L " + r), .. relations.Select(r => "R " + r), "R root"];
        var actions = new ActionSet(labels);
        var trainer = new PerceptronTrainer(labels);
        var relationIndex = actions.Relations.Select((r, i) => (r, i)).ToDictionary(x => x.r, x => x.i, StringComparer.Ordinal);
        var order = Enumerable.Range(0, corpus.Count).ToArray();
        var random = new Random(seed);
        Span<uint> features = stackalloc uint[FeatureCount];
        Span<int> scores = stackalloc int[labels.Length];
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            random.Shuffle(order);
            long right = 0, all = 0;
            foreach (var s in order)
            {
                var (tagged, gold) = corpus[s];
                var state = new State(tagged.Count);
                var goldHeads = new int[tagged.Count + 1];
                var goldLabels = new int[tagged.Count + 1];
                for (var i = 0; i < tagged.Count; i++)
                {
                    state.Word[i + 1] = WordFeatures.Of(tagged[i].Form).Lower;
                    state.Tag[i + 1] = Hashing.Of(tagged[i].Xpos);
                    state.Upos[i + 1] = Hashing.Of(tagged[i].Upos);
                    goldHeads[i + 1] = gold.Words[i].Head + 1;
                    goldLabels[i + 1] = relationIndex[gold.Words[i].Deprel];
                }

                while (!state.Done)
                {
                    state.Extract(features);
                    trainer.Score(features, scores);
                    var guess = actions.Best(scores, state);
                    var best = state.BestAllowed(scores, actions, goldHeads, goldLabels);
                    var wrong = !state.IsOptimal(guess, actions, goldHeads, goldLabels);
                    trainer.Update(features, best, wrong ? guess : best);
                    right += wrong ? 0 : 1;
                    all++;
                    // From the second epoch on it walks where its own guess leads, nine times in ten.
                    state.Apply(!wrong || (epoch > 1 && random.Next(10) < 9) ? guess : best, actions);
                }
            }

            report($"parser epoch {epoch}: {100.0 * right / all:F2}% of transitions right while learning");
        }

        return trainer.Freeze(drop: 32);
    }

    /// <summary>The transitions by number: shift, then left-arcs, then right-arcs, with their relations.</summary>
    internal sealed class ActionSet
    {
        public const byte Shift = 0, Left = 1, Right = 2;

        public ActionSet(IReadOnlyList<string> labels)
        {
            Relations = [.. labels.Where(l => l.StartsWith("R ", StringComparison.Ordinal)).Select(l => l[2..])];
            Kind = new byte[labels.Count];
            Relation = new int[labels.Count];
            for (var a = 0; a < labels.Count; a++)
            {
                Kind[a] = labels[a][0] switch { 'S' => Shift, 'L' => Left, _ => Right };
                Relation[a] = Kind[a] == Shift ? -1 : Array.IndexOf(Relations, labels[a][2..]);
            }

            Root = Array.IndexOf(Relations, "root");
        }

        public string[] Relations { get; }

        public byte[] Kind { get; }

        public int[] Relation { get; }

        public int Root { get; }

        public int Best(ReadOnlySpan<int> scores, State state)
        {
            var best = -1;
            for (var a = 0; a < scores.Length; a++)
            {
                if ((best < 0 || scores[a] > scores[best]) && state.Allows(Kind[a], Relation[a], Root))
                {
                    best = a;
                }
            }

            return best;
        }
    }

    internal sealed class State
    {
        private readonly int[] _stack;
        private readonly int[] _leftmost, _leftmost2, _rightmost, _rightmost2, _leftCount, _rightCount;
        private int _size;
        private int _next = 1;

        public State(int words)
        {
            var n = words + 1;
            _stack = new int[n + 1];
            (Word, Tag, Upos) = (new ulong[n], new ulong[n], new ulong[n]);
            (Heads, Labels) = (new int[n], new int[n]);
            (_leftmost, _leftmost2, _rightmost, _rightmost2) = (new int[n], new int[n], new int[n], new int[n]);
            (_leftCount, _rightCount) = (new int[n], new int[n]);
            Array.Fill(Labels, -1);
            (Word[0], Tag[0], Upos[0]) = (7, 7, 7);
            _stack[0] = 0;
            _size = 1;
        }

        public ulong[] Word { get; }

        public ulong[] Tag { get; }

        public ulong[] Upos { get; }

        /// <summary>Head of each word, words counted from 1, 0 the root.</summary>
        public int[] Heads { get; }

        public int[] Labels { get; }

        public bool Done => _next >= Heads.Length && _size == 1;

        private int Count => Heads.Length;

        public bool Allows(byte kind, int relation, int root)
        {
            switch (kind)
            {
                case ActionSet.Shift:
                    return _next < Count;
                case ActionSet.Left:
                    return _next < Count && _size > 1;
                default:
                    return _size > 1 && (_stack[_size - 2] != 0 ? relation != root : _next >= Count && _size == 2 && relation == root);
            }
        }

        public void Apply(int action, ActionSet actions)
        {
            switch (actions.Kind[action])
            {
                case ActionSet.Shift:
                    _stack[_size++] = _next++;
                    break;
                case ActionSet.Left:
                    Attach(_stack[--_size], _next, actions.Relation[action]);
                    break;
                default:
                    var top = _stack[--_size];
                    Attach(top, _stack[_size - 1], actions.Relation[action]);
                    break;
            }
        }

        private void Attach(int word, int head, int relation)
        {
            Heads[word] = head;
            Labels[word] = relation;
            if (word < head)
            {
                _leftmost2[head] = _leftmost[head];
                _leftmost[head] = word;
                _leftCount[head]++;
            }
            else
            {
                _rightmost2[head] = _rightmost[head];
                _rightmost[head] = word;
                _rightCount[head]++;
            }
        }

        /// <summary>How many gold arcs the transition makes unreachable.</summary>
        private int Cost(byte kind, int[] gold)
        {
            var cost = 0;
            if (kind == ActionSet.Shift)
            {
                var b = _next;
                for (var k = 0; k < _size; k++)
                {
                    var w = _stack[k];
                    if (k < _size - 1 && gold[b] == w)
                    {
                        cost++;
                    }

                    if (w != 0 && gold[w] == b)
                    {
                        cost++;
                    }
                }

                return cost;
            }

            var s0 = _stack[_size - 1];
            var s1 = _stack[_size - 2];
            if (kind == ActionSet.Left)
            {
                cost += gold[s0] == s1 || gold[s0] > _next ? 1 : 0;
            }
            else
            {
                cost += gold[s0] >= _next ? 1 : 0;
            }

            for (var d = _next; d < Count; d++)
            {
                cost += gold[d] == s0 ? 1 : 0;
            }

            return cost;
        }

        public bool IsOptimal(int action, ActionSet actions, int[] gold, int[] labels)
        {
            var kind = actions.Kind[action];
            var least = int.MaxValue;
            var own = 0;
            for (byte k = 0; k <= 2; k++)
            {
                var allowed = k == ActionSet.Shift ? _next < Count : k == ActionSet.Left ? _next < Count && _size > 1 : _size > 1 && (_stack[_size - 2] != 0 || (_next >= Count && _size == 2));
                if (!allowed)
                {
                    continue;
                }

                var cost = Cost(k, gold);
                least = Math.Min(least, cost);
                if (k == kind)
                {
                    own = cost;
                }
            }

            if (own > least)
            {
                return false;
            }

            if (kind == ActionSet.Shift)
            {
                return true;
            }

            var s0 = _stack[_size - 1];
            var head = kind == ActionSet.Left ? _next : _stack[_size - 2];
            return head == 0 ? actions.Relation[action] == actions.Root : gold[s0] != head || actions.Relation[action] == labels[s0];
        }

        /// <summary>The best-scored of the transitions that lose nothing.</summary>
        public int BestAllowed(ReadOnlySpan<int> scores, ActionSet actions, int[] gold, int[] labels)
        {
            Span<int> cost = stackalloc int[3];
            var least = int.MaxValue;
            for (byte k = 0; k <= 2; k++)
            {
                var allowed = k == ActionSet.Shift ? _next < Count : k == ActionSet.Left ? _next < Count && _size > 1 : _size > 1 && (_stack[_size - 2] != 0 || (_next >= Count && _size == 2));
                cost[k] = allowed ? Cost(k, gold) : int.MaxValue;
                least = Math.Min(least, cost[k]);
            }

            var best = -1;
            for (var a = 0; a < scores.Length; a++)
            {
                var kind = actions.Kind[a];
                if (cost[kind] != least || (best >= 0 && scores[a] <= scores[best]))
                {
                    continue;
                }

                if (kind != ActionSet.Shift)
                {
                    var s0 = _stack[_size - 1];
                    var head = kind == ActionSet.Left ? _next : _stack[_size - 2];
                    var wanted = head == 0 ? actions.Root : gold[s0] == head || labels[s0] != actions.Root ? labels[s0] : -1;
                    if (wanted >= 0 ? actions.Relation[a] != wanted : actions.Relation[a] == actions.Root)
                    {
                        continue;
                    }
                }

                best = a;
            }

            return best;
        }

        public void Extract(Span<uint> f)
        {
            const int none = -1;
            int s0 = _stack[_size - 1], s1 = _size > 1 ? _stack[_size - 2] : none, s2 = _size > 2 ? _stack[_size - 3] : none;
            int b0 = _next < Count ? _next : none, b1 = _next + 1 < Count ? _next + 1 : none, b2 = _next + 2 < Count ? _next + 2 : none;
            ulong W(int i) => i < 0 ? 3 : Word[i];
            ulong T(int i) => i < 0 ? 5 : Tag[i];
            ulong U(int i) => i < 0 ? 5 : Upos[i];
            int Child(int[] side, int i) => i < 0 || side[i] == 0 ? none : side[i];
            ulong L(int i) => i < 0 ? 999 : (ulong)(Labels[i] + 2);
            int s0l = Child(_leftmost, s0), s0r = Child(_rightmost, s0), s1l = Child(_leftmost, s1), s1r = Child(_rightmost, s1), b0l = Child(_leftmost, b0);
            int s0l2 = Child(_leftmost2, s0), s0r2 = Child(_rightmost2, s0), s1r2 = Child(_rightmost2, s1), b0l2 = Child(_leftmost2, b0);
            ulong s0w = W(s0), s0t = T(s0), s1w = W(s1), s1t = T(s1), b0w = W(b0), b0t = T(b0), b1w = W(b1), b1t = T(b1), b2t = T(b2), s2t = T(s2);
            var distance = (ulong)(b0 < 0 ? 0 : Math.Min(b0 - s0, 8));
            var distance2 = (ulong)(s1 < 0 ? 0 : Math.Min(s0 - s1, 8));
            ulong s0v = (ulong)(Math.Min(_leftCount[s0], 3) * 4 + Math.Min(_rightCount[s0], 3)), b0v = b0 < 0 ? 0 : (ulong)Math.Min(_leftCount[b0], 4), s1v = s1 < 0 ? 0 : (ulong)(Math.Min(_leftCount[s1], 3) * 4 + Math.Min(_rightCount[s1], 3));
            var n = 0;
            f[n++] = Hashing.Feature(100, 1);
            f[n++] = Hashing.Feature(101, s0w, s0t);
            f[n++] = Hashing.Feature(102, s0w);
            f[n++] = Hashing.Feature(103, s0t);
            f[n++] = Hashing.Feature(104, s1w, s1t);
            f[n++] = Hashing.Feature(105, s1w);
            f[n++] = Hashing.Feature(106, s1t);
            f[n++] = Hashing.Feature(107, b0w, b0t);
            f[n++] = Hashing.Feature(108, b0w);
            f[n++] = Hashing.Feature(109, b0t);
            f[n++] = Hashing.Feature(110, b1w, b1t);
            f[n++] = Hashing.Feature(111, b1t);
            f[n++] = Hashing.Feature(112, W(b2), b2t);
            f[n++] = Hashing.Feature(113, s0w, s0t, b0w, b0t);
            f[n++] = Hashing.Feature(114, s0w, s0t, b0w);
            f[n++] = Hashing.Feature(115, s0w, b0w, b0t);
            f[n++] = Hashing.Feature(116, s0w, s0t, b0t);
            f[n++] = Hashing.Feature(117, s0t, b0w, b0t);
            f[n++] = Hashing.Feature(118, s0w, b0w);
            f[n++] = Hashing.Feature(119, s0t, b0t);
            f[n++] = Hashing.Feature(120, b0t, b1t);
            f[n++] = Hashing.Feature(121, s1w, s1t, s0w, s0t);
            f[n++] = Hashing.Feature(122, s1w, s1t, s0t);
            f[n++] = Hashing.Feature(123, s1t, s0w, s0t);
            f[n++] = Hashing.Feature(124, s1w, s0w);
            f[n++] = Hashing.Feature(125, s1t, s0t);
            f[n++] = Hashing.Feature(126, s0t, b0t, b1t);
            f[n++] = Hashing.Feature(127, s1t, s0t, b0t);
            f[n++] = Hashing.Feature(128, s2t, s1t, s0t);
            f[n++] = Hashing.Feature(129, s0t, T(s0l), b0t);
            f[n++] = Hashing.Feature(130, s0t, T(s0r), b0t);
            f[n++] = Hashing.Feature(131, s0t, b0t, T(b0l));
            f[n++] = Hashing.Feature(132, s1t, s0t, T(s0l));
            f[n++] = Hashing.Feature(133, s1t, s0t, T(s1r));
            f[n++] = Hashing.Feature(134, s1t, s0t, T(s0r));
            f[n++] = Hashing.Feature(135, s1t, T(s1l), s0t);
            f[n++] = Hashing.Feature(136, s0w, distance);
            f[n++] = Hashing.Feature(137, s0t, distance);
            f[n++] = Hashing.Feature(138, b0w, distance);
            f[n++] = Hashing.Feature(139, s0t, b0t, distance);
            f[n++] = Hashing.Feature(140, s1t, s0t, distance2);
            f[n++] = Hashing.Feature(141, s0w, s0v);
            f[n++] = Hashing.Feature(142, s0t, s0v, b0t);
            f[n++] = Hashing.Feature(143, b0t, b0v);
            f[n++] = Hashing.Feature(144, s1t, s1v, s0t);
            f[n++] = Hashing.Feature(145, s0w, L(s0l), L(s0r));
            f[n++] = Hashing.Feature(146, s0t, L(s0l), L(s0l2));
            f[n++] = Hashing.Feature(147, s0t, L(s0r), L(s0r2));
            f[n++] = Hashing.Feature(148, s1w, L(s1r), s0t);
            f[n++] = Hashing.Feature(149, s1t, L(s1r), L(s1r2));
            f[n++] = Hashing.Feature(150, b0t, L(b0l), L(b0l2));
            f[n++] = Hashing.Feature(151, s1t, L(s1l), s0t);
            f[n++] = Hashing.Feature(152, W(s0l), s0t);
            f[n++] = Hashing.Feature(153, W(s0r), s0t);
            f[n++] = Hashing.Feature(154, W(s1r), s0t, s1t);
            f[n++] = Hashing.Feature(155, W(b0l), b0t);
            f[n++] = Hashing.Feature(156, s0t, b0t, b1t, b2t);
            f[n++] = Hashing.Feature(157, s2t, s1t, s0t, b0t);
            f[n++] = Hashing.Feature(158, U(s0), U(s1), U(b0), U(b1));
            f[n++] = Hashing.Feature(159, s1w, s0t, b0t);
            f[n++] = Hashing.Feature(160, s0w, b0t, b1t);
            f[n++] = Hashing.Feature(161, s0t, b1w, b0t);
        }
    }
}
