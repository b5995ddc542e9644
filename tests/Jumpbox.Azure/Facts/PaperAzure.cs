using System.Diagnostics;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Settings;
using Jumpbox.Tools;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests.Facts;

/// <summary>
/// An Azure that is a set of documents by path: a GET answers the document, or the documents below it as a list. What it
/// holds, a test can change before it asks.
/// </summary>
internal sealed class PaperAzure
{
    private readonly SortedDictionary<string, JsonNode> _documents = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _refusals = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The requests that were made, as method and path.</summary>
    public IReadOnlyList<string> Requests { get; private set; } = [];

    /// <summary>How long the last gathering took.</summary>
    public TimeSpan Gathering { get; private set; }

    /// <summary>The processor time of the checks on what was gathered, which other work on the machine does not lengthen.</summary>
    public TimeSpan Evaluating { get; private set; }

    /// <summary>What a policy restriction check answers, by the resource's type.</summary>
    public Dictionary<string, JsonObject> Policies { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, string> Settings { get; } = [];

    public CiJob? Job { get; set; }

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Latency { get; set; }

    public DateTimeOffset Now { get; set; } = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    public PaperAzure Put(string path, string json)
    {
        JsonNode node = JsonNode.Parse(json)!;
        if (node is JsonObject body && body["id"] is null && body["value"] is null)
        {
            body["id"] = path;
            body["name"] = path[(path.LastIndexOf('/') + 1)..];
        }
        _documents[path] = node;
        return this;
    }

    public PaperAzure Remove(string path) => _documents.Remove(path) ? this : throw new KeyNotFoundException(path);

    public PaperAzure Refuse(string path, int status = 403)
    {
        _refusals[path] = status;
        return this;
    }

    public JsonObject At(string path) => _documents[path].AsObject();

    public JsonObject Properties(string path) => At(path)["properties"]!.AsObject();

    /// <summary>The hosts that a build with the settings so far must reach.</summary>
    public IReadOnlyList<Network.EgressHost> Hosts() => Known().Egress;

    public async Task FixAsync(IReadOnlyList<CheckResult> results)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => AnswerAsync(context));
        using AzureSession session = arm.Session();
        await Fixes.ApplyAsync(session, Known().Settings, Fixes.Of(results), CancellationToken.None);
        Requests = [.. arm.Requests];
    }

    public async Task<Finding> WorstAsync(string check) =>
        (await CheckAsync()).Single(result => result.Id == check).Findings.MaxBy(finding => finding.Status)!;

    public async Task<IReadOnlyList<CheckResult>> CheckAsync(IReadOnlyDictionary<string, string>? skip = null)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => AnswerAsync(context));
        using AzureSession session = arm.Session();
        skip ??= new Dictionary<string, string>();
        Checks.Facts known = Known();
        long started = Stopwatch.GetTimestamp();
        Checks.Facts facts = await Azure.Facts.FactGatherer.GatherAsync(
            session,
            known,
            CheckRegistry.Needs(skip),
            CancellationToken.None
        );
        Gathering = Stopwatch.GetElapsedTime(started);
        Requests = [.. arm.Requests];
        TimeSpan spent = Environment.CpuUsage.TotalTime;
        IReadOnlyList<CheckResult> results = CheckRegistry.Run(facts, skip);
        Evaluating = Environment.CpuUsage.TotalTime - spent;
        return results;
    }

    /// <summary>How long requests take that wait for one another, asked with a session of their own.</summary>
    public async Task<TimeSpan> ChainAsync(IEnumerable<string> paths)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => AnswerAsync(context));
        using AzureSession session = arm.Session();
        long started = Stopwatch.GetTimestamp();
        foreach (string path in paths)
        {
            _ = await session.GetAsync(path, ApiVersions.Network, CancellationToken.None);
        }
        return Stopwatch.GetElapsedTime(started);
    }

    private Checks.Facts Known()
    {
        JumpboxSettings settings = SampleSettings.Read([.. Settings.Select(pair => $"{pair.Key}={pair.Value}")]);
        ToolPins pins = ToolPins.Load(SampleSettings.Root);
        return new()
        {
            Settings = settings,
            Pins = pins,
            Now = Now,
            Job = Job,
            Egress = Egress.EgressList.For(settings, pins.Catalogue, pins.Lock).Hosts,
        };
    }

    private async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        context.Response.ContentType = "application/json";
        await Task.Delay(Latency);
        (int status, JsonNode body) =
            context.Request.Method == "PUT" ? (200, await StoreAsync(context, path))
            : path.EndsWith("/register", StringComparison.Ordinal) ? (200, Register(path[..^"/register".Length]))
            : _refusals.TryGetValue(path, out int refusal) ? (refusal, Error("AuthorizationFailed", path))
            : path.Contains("/listNetworkManagerEffective", StringComparison.Ordinal)
                ? (
                    200,
                    _documents.TryGetValue(path, out JsonNode? rules) ? rules.DeepClone() : Json("""{"value":[]}""")
                )
            : context.Request.Method == "POST" ? (200, await JudgeAsync(context))
            : _documents.TryGetValue(path, out JsonNode? document) ? (200, document.DeepClone())
            : List(path, context.Request.Query["$filter"]) is { } list ? (200, list)
            : (404, Error("ResourceNotFound", path));
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body.ToJsonString());
    }

    private async Task<JsonNode> StoreAsync(HttpContext context, string path)
    {
        Put(path, (await JsonNode.ParseAsync(context.Request.Body))!.ToJsonString());
        if (path.Contains("/subnets/", StringComparison.OrdinalIgnoreCase))
        {
            JsonObject network = Properties(path[..path.LastIndexOf("/subnets/", StringComparison.OrdinalIgnoreCase)]);
            JsonNode subnet = network["subnets"]!.AsArray().Single(one => (string?)one!["id"] == path)!;
            subnet["properties"] = Properties(path).DeepClone();
        }
        return _documents[path].DeepClone();
    }

    // Registered only when it is looked at again.
    private JsonNode Register(string path)
    {
        JsonNode registering = _documents[path].DeepClone();
        registering["registrationState"] = "Registering";
        At(path)["registrationState"] = "Registered";
        return registering;
    }

    // A path that ends in a type and not in a name is a list; it may be empty.
    private JsonObject? List(string path, string? filter)
    {
        string[] parts = path.Trim('/').Split('/');
        int providers = Array.FindLastIndex(
            parts,
            part => part.Equals("providers", StringComparison.OrdinalIgnoreCase)
        );
        if (providers < 0 || (parts.Length - providers) % 2 == 0)
        {
            return null;
        }
        string scope = "/" + string.Join('/', parts[..providers]) + "/";
        string type = "/" + string.Join('/', parts[providers..]) + "/";
        JsonNode[] found =
        [
            .. _documents
                .Where(pair =>
                    pair.Key.StartsWith(scope, StringComparison.OrdinalIgnoreCase)
                    && pair.Key.LastIndexOf(type, StringComparison.OrdinalIgnoreCase) is var at and >= 0
                    && !pair.Key[(at + type.Length)..].Contains('/')
                    && (
                        filter is null
                        || !filter.Contains('\'')
                        || pair.Value.ToJsonString().Contains(filter.Split('\'')[1])
                    )
                )
                .Select(pair => pair.Value.DeepClone()),
        ];
        return new JsonObject { ["value"] = new JsonArray(found) };
    }

    private async Task<JsonObject> JudgeAsync(HttpContext context)
    {
        JsonNode body = (await JsonNode.ParseAsync(context.Request.Body))!;
        string type = body["resourceDetails"]!["resourceContent"]!["type"]!.GetValue<string>();
        return Policies.TryGetValue(type, out JsonObject? answer)
            ? answer.DeepClone().AsObject()
            : new JsonObject
            {
                ["fieldRestrictions"] = new JsonArray(),
                ["contentEvaluationResult"] = new JsonObject(),
            };
    }

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;

    private static JsonObject Error(string code, string path) =>
        new()
        {
            ["error"] = new JsonObject { ["code"] = code, ["message"] = $"{code}: {path}." },
        };
}
