using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.Guests;
using LocalAzure.Settings;

namespace LocalAzure.Faults;

/// <summary>
/// Rules that inject faults. Whether the n-th matching request is hit depends only on the seed, the rule and n, so a run is
/// reproducible. docs/localazure.md describes the file.
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
    /// <exception cref="LocalAzureException">It cannot be read or is invalid; the message has all problems.</exception>
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
    /// <exception cref="LocalAzureException">It is invalid; the message has all problems.</exception>
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

    /// <summary>The number of requests and steps that were hit so far.</summary>
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

    /// <summary>Disables all rules.</summary>
    public void End()
    {
        lock (_gate)
        {
            _over = true;
        }
    }

    /// <summary>Returns the first rule that hits this request; every matching rule counts it.</summary>
    internal FaultRule? OnRequest(string method, string path) =>
        Hit(rule => rule.MatchesRequest(method, path, inside: false));

    /// <summary>Returns the first rule that hits a request which a deployment makes.</summary>
    internal FaultRule? InsideDeployment(string method, string path) =>
        Hit(rule => rule.MatchesRequest(method, path, inside: true));

    /// <summary>How a rule lets a customizer or validator fail; null lets it succeed.</summary>
    internal StepFailure? OnStep(string name, Action<Action> whenUndone) =>
        Hit(rule => rule.MatchesStep(name), whenUndone) is { } rule
            ? new StepFailure(rule.ExitCode, rule.Output)
            : null;

    /// <summary>The message with which an image build fails in a phase; null lets it continue.</summary>
    internal string? OnPhase(string phase, Action<Action> whenUndone) =>
        Hit(rule => rule.MatchesPhase(phase), whenUndone)?.Message;

    /// <summary>Whether the copy of a gallery image version to a region fails.</summary>
    internal bool OnReplication(string region, Action<Action> whenUndone) =>
        Hit(rule => rule.MatchesReplication(region), whenUndone) is not null;

    /// <summary>The state that a machine reports to its Application Health extension; null for the usual one.</summary>
    internal string? OnHealth(string machine, string image, Action<Action> whenUndone) =>
        Hit(rule => rule.MatchesMachine(FaultKind.Health, machine, image), whenUndone)?.Health;

    /// <summary>Whether a machine is never created to the end.</summary>
    internal bool OnCreation(string machine, string image, Action<Action> whenUndone) =>
        Hit(rule => rule.MatchesMachine(FaultKind.NeverCreated, machine, image), whenUndone) is not null;

    /// <summary>How a run command ends instead of being run; null to run it.</summary>
    internal ScriptAnswer? OnScript(string command, string script, Action<Action> whenUndone) =>
        Hit(rule => rule.MatchesScript(command, script), whenUndone) is { } rule ? new(rule.End) : null;

    private FaultRule? Hit(Func<FaultRule, bool> matching, Action<Action>? whenUndone = null)
    {
        lock (_gate)
        {
            if (_over)
            {
                return null;
            }
            FaultRule? hit = null;
            List<int> counted = [];
            for (int i = 0; i < _rules.Count; i++)
            {
                if (!matching(_rules[i]))
                {
                    continue;
                }
                counted.Add(i);
                if (_rules[i].Hits(++_matches[i], Chance(i, _matches[i])))
                {
                    hit ??= _rules[i];
                }
            }
            _hits += hit is null ? 0 : 1;
            whenUndone?.Invoke(() => Forget(counted, hit is not null));
            return hit;
        }
    }

    private void Forget(List<int> counted, bool wasHit)
    {
        lock (_gate)
        {
            counted.ForEach(rule => _matches[rule]--);
            _hits -= wasHit ? 1 : 0;
        }
    }

    // splitmix64 of seed, rule and count: uniform, and the same on every machine.
    private double Chance(int rule, int count)
    {
        ulong x = unchecked(((ulong)(uint)_seed << 32 | (uint)count) + (ulong)(rule + 1) * 0x9E3779B97F4A7C15UL);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EBUL);
        x ^= x >> 31;
        return (x >> 11) / (double)(1UL << 53);
    }
}
