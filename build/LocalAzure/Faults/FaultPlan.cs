using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.Settings;

namespace LocalAzure.Faults;

/// <summary>
/// What is to go wrong, by rules. Whether the n-th request that a rule matches is hit depends on the seed, the rule and n
/// alone, so a run can be repeated. docs/localazure.md describes the file.
/// </summary>
public sealed class FaultPlan
{
    private readonly IReadOnlyList<FaultRule> _rules;
    private readonly int[] _matches;
    private readonly int _seed;
    private readonly Lock _gate = new();
    private bool _over;
    private int _hits;

    private FaultPlan(int seed, IReadOnlyList<FaultRule> rules)
    {
        _seed = seed;
        _rules = rules;
        _matches = new int[rules.Count];
    }

    /// <summary>Reads a rule file.</summary>
    /// <param name="path">A JSON file.</param>
    /// <exception cref="LocalAzureException">It cannot be read, or has problems: all of them are named.</exception>
    public static FaultPlan Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalAzureException($"The fault file '{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads rules from JSON text.</summary>
    /// <param name="json">An object with "seed" and "rules".</param>
    /// <exception cref="LocalAzureException">It has problems: all of them are named.</exception>
    public static FaultPlan Parse(string json)
    {
        try
        {
            List<string> problems = new();
            JsonNode? node = JsonNode.Parse(
                json,
                documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            (int seed, IReadOnlyList<FaultRule>? rules) = FaultReader.Read(node, problems);
            return problems.Count == 0
                ? new(seed, rules)
                : throw new LocalAzureException($"The fault rules are not usable: {string.Join("; ", problems)}.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            string at = e is JsonException { LineNumber: { } line } j
                ? $" at line {line + 1}, column {j.BytePositionInLine + 1}"
                : "";
            throw new LocalAzureException($"The fault rules are not valid JSON{at}.", e);
        }
    }

    /// <summary>How many requests and steps were hit so far.</summary>
    public int Hits
    {
        get
        {
            lock (_gate)
            {
                return _hits;
            }
        }
    }

    /// <summary>From now on nothing goes wrong any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _over = true;
        }
    }

    /// <summary>The first rule that hits this request; every rule that matches counts it.</summary>
    internal FaultRule? OnRequest(string method, string path) => Hit(rule => rule.MatchesRequest(method, path));

    /// <summary>The exit code with which a customizer or validator is to end; null lets it succeed.</summary>
    internal int? OnStep(string name) => Hit(rule => rule.MatchesStep(name))?.ExitCode;

    private FaultRule? Hit(Func<FaultRule, bool> matching)
    {
        lock (_gate)
        {
            if (_over)
            {
                return null;
            }
            FaultRule? hit = null;
            for (int i = 0; i < _rules.Count; i++)
            {
                if (matching(_rules[i]) && _rules[i].Hits(++_matches[i], Chance(i, _matches[i])))
                {
                    hit ??= _rules[i];
                }
            }
            _hits += hit is null ? 0 : 1;
            return hit;
        }
    }

    // splitmix64 over seed, rule and count: evenly spread, and the same on every machine.
    private double Chance(int rule, int count)
    {
        ulong x = unchecked(((ulong)(uint)_seed << 32 | (uint)count) + (ulong)(rule + 1) * 0x9E3779B97F4A7C15UL);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EBUL);
        x ^= x >> 31;
        return (x >> 11) / (double)(1UL << 53);
    }
}
