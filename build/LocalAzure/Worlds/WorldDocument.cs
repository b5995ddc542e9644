using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Settings;

namespace LocalAzure.Worlds;

/// <summary>A world file. docs/localazure.md describes the format.</summary>
/// <param name="ReplacesSample">True when it replaces the sample world ("in": "empty").</param>
/// <param name="Subscriptions">The ids of additional subscriptions.</param>
/// <param name="OperatorIsOwner">Whether the operator is Owner of the subscriptions.</param>
/// <param name="Principals">Object ids with their type.</param>
/// <param name="Providers">Registration states by namespace.</param>
/// <param name="Settings">Quotas, sizes and marketplace images, by section.</param>
/// <param name="Without">Ids that are removed from the sample world, with everything below them.</param>
/// <param name="Resources">ARM bodies with ids, groups first.</param>
internal sealed record WorldDocument(
    bool ReplacesSample,
    IReadOnlyList<string> Subscriptions,
    bool OperatorIsOwner,
    IReadOnlyDictionary<string, string> Principals,
    IReadOnlyDictionary<string, string> Providers,
    IReadOnlyDictionary<string, JsonNode> Settings,
    IReadOnlyList<string> Without,
    IReadOnlyList<JsonObject> Resources
)
{
    private static readonly string[] Sections = ["quotas", "sizes", "images"];
    private static readonly string[] Names =
    [
        "$schema",
        "in",
        "subscriptions",
        "operatorIsOwner",
        "principals",
        "providers",
        "without",
        "resources",
        .. Sections,
    ];

    public static WorldDocument Sample(ClientSettings client)
    {
        using Stream stream = typeof(WorldDocument).Assembly.GetManifestResourceStream("sample.json")!;
        using StreamReader reader = new(stream);
        return Parse(reader.ReadToEnd(), "the sample world", client);
    }

    /// <exception cref="LocalAzureException">The file is missing, is not JSON, or contains unknown members.</exception>
    public static WorldDocument Read(string path, ClientSettings client)
    {
        try
        {
            return Parse(File.ReadAllText(path), $"'{path}'", client);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalAzureException($"The world file '{path}' cannot be read: {e.Message}", e);
        }
    }

    private static WorldDocument Parse(string text, string what, ClientSettings client)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(
                ClientWorld.Name(text, client),
                documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            );
            // A duplicate name is detected when the object is first accessed.
            _ = (node as JsonObject)?.Count;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            string at = e is JsonException { LineNumber: { } line } j
                ? $" at line {line + 1}, column {j.BytePositionInLine + 1}"
                : "";
            throw new LocalAzureException($"The world file {what} is not valid JSON{at}.", e);
        }
        JsonObject json = node switch
        {
            JsonArray resources => new JsonObject { ["resources"] = resources.DeepClone() },
            JsonObject whole => whole,
            _ => throw new LocalAzureException($"The world file {what} must hold an object, or a list of resources."),
        };
        Check(json, what);
        return new(
            json["in"].Text() == "empty",
            [.. json["subscriptions"].Items().Select(s => s.Text() ?? "")],
            json["operatorIsOwner"].Flag() ?? true,
            Texts(json["principals"]),
            Texts(json["providers"]),
            Sections.Where(s => json[s] is not null).ToDictionary(s => s, s => json[s]!),
            [.. json["without"].Items().Select(s => s.Text() ?? "")],
            [.. json["resources"].Items().OfType<JsonObject>().OrderBy(r => r["id"].Text()!.Split('/').Length > 5)]
        );
    }

    private static void Check(JsonObject json, string what)
    {
        List<string> problems = json.Select(p => p.Key)
            .Where(name => !Names.Contains(name))
            .Select(name => $"'{name}' is not known; a world has {string.Join(", ", Names)}")
            .Concat(
                json["resources"]
                    .Items()
                    .Select((r, i) => (r, i))
                    .Where(p => p.r.At("id").Text() is not { Length: > 1 })
                    .Select(p => $"resources[{p.i}] has no id")
            )
            .Concat(
                json["subscriptions"]
                    .Items()
                    .Where(s => !Guid.TryParse(s.Text(), out _))
                    .Select(s => $"subscription {s} is no GUID")
            )
            .ToList();
        if (problems.Count > 0)
        {
            throw new LocalAzureException($"The world file {what} is not usable: {string.Join("; ", problems)}.");
        }
    }

    private static Dictionary<string, string> Texts(JsonNode? node) =>
        (node as JsonObject)?.ToDictionary(p => p.Key, p => p.Value.Text() ?? "") ?? [];
}
