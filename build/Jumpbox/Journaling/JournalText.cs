using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpbox.Journaling;

/// <summary>The journal's format: one JSON object per line, the first one a header. Pure.</summary>
internal static class JournalText
{
    public const int Schema = 1;
    private const byte LineEnd = (byte)'\n';

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Header(JournalConfiguration configuration) =>
        Line(
            new JournalHeader(
                Schema,
                configuration.Cloud,
                configuration.Subscription,
                configuration.Owner,
                configuration.ImageGroup
            )
        );

    public static byte[] Entry(JournalEntry entry) => Line(entry);

    /// <summary>Reads a journal. A last line without a line feed was never completed, and is ignored.</summary>
    /// <exception cref="JournalException">It belongs to another configuration, is newer, or is damaged.</exception>
    public static JournalContent Read(string name, ReadOnlySpan<byte> bytes, JournalConfiguration configuration)
    {
        int whole = bytes.LastIndexOf(LineEnd) + 1;
        string[] lines = Encoding.UTF8.GetString(bytes[..whole]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            return new JournalContent([], 0);
        }
        RequireHeader(name, lines[0], configuration);
        SortedDictionary<int, JournaledEffect> effects = [];
        for (int i = 1; i < lines.Length; i++)
        {
            Apply(name, i + 1, lines[i], configuration, effects);
        }
        return new JournalContent([.. effects.Values], whole);
    }

    private static void RequireHeader(string name, string line, JournalConfiguration configuration)
    {
        JournalHeader? header = Parse<JournalHeader>(line);
        if (header is not { Schema: > 0, Owner: not null })
        {
            throw Refuse($"The journal '{name}' has no header in its first line: it is damaged or not a journal.");
        }
        if (header.Schema > Schema)
        {
            throw Refuse(
                $"The journal '{name}' has version {header.Schema}, but this program reads {Schema}. Use the newer program that wrote it.",
                moveAside: false
            );
        }
        JournalConfiguration found = new(
            header.Cloud ?? "",
            header.Subscription ?? "",
            header.Owner,
            header.ImageGroup ?? ""
        );
        if (found != configuration)
        {
            throw Refuse($"The journal '{name}' belongs to {found}, but the settings describe {configuration}.");
        }
    }

    private static void Apply(
        string name,
        int number,
        string line,
        JournalConfiguration configuration,
        SortedDictionary<int, JournaledEffect> effects
    )
    {
        JournalEntry? entry = Parse<JournalEntry>(line);
        if (entry is null || entry.N < 1)
        {
            throw Refuse($"Line {number} of the journal '{name}' is damaged.");
        }
        if (entry.State == EffectState.Intended)
        {
            if (entry is not { Method: { } method, Id: { } id, Asked: { } asked } || effects.ContainsKey(entry.N))
            {
                throw Refuse($"Line {number} of the journal '{name}' is damaged.");
            }
            RequireOwn(name, number, id, configuration);
            effects[entry.N] = new JournaledEffect(
                entry.N,
                entry.At,
                entry.Target ?? "",
                asked,
                method,
                id,
                entry.Content,
                entry.Before,
                EffectState.Intended,
                null,
                []
            );
            return;
        }
        if (!effects.TryGetValue(entry.N, out JournaledEffect? effect))
        {
            throw Refuse(
                $"Line {number} of the journal '{name}' has the outcome of effect {entry.N}, which has no intent."
            );
        }
        foreach (string made in entry.Made ?? [])
        {
            RequirePath(name, number, made);
        }
        effects[entry.N] = effect with { State = entry.State, Why = entry.Why, Made = entry.Made ?? effect.Made };
    }

    // A network, a gallery or a base image may be in another subscription; direct requests of the pipeline never are.
    private static void RequireOwn(string name, int number, string id, JournalConfiguration configuration)
    {
        RequirePath(name, number, id);
        string own = $"/subscriptions/{configuration.Subscription}";
        bool direct = id.StartsWith(own, StringComparison.OrdinalIgnoreCase);
        bool elsewhere =
            id.Contains("/providers/Microsoft.Authorization/roleAssignments/", StringComparison.OrdinalIgnoreCase)
            || id.Contains("/providers/Microsoft.Resources/deployments/", StringComparison.OrdinalIgnoreCase)
            || id.Contains("/providers/Microsoft.Network/", StringComparison.OrdinalIgnoreCase)
            || id.Contains("/providers/Microsoft.Compute/galleries/", StringComparison.OrdinalIgnoreCase);
        if (!direct && !elsewhere)
        {
            throw Refuse(
                $"Line {number} of the journal '{name}' has {id}, which is not in subscription {configuration.Subscription}."
            );
        }
    }

    private static void RequirePath(string name, int number, string id)
    {
        if (!id.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase))
        {
            throw Refuse($"Line {number} of the journal '{name}' has '{id}', which is not a resource id.");
        }
    }

    private static JournalException Refuse(string what, bool moveAside = true) =>
        new(
            moveAside
                ? $"{what} No request was sent to the cloud. Move the file away and run again: existing resources are found by their names and tags."
                : $"{what} No request was sent to the cloud.",
            atOpening: true
        );

    private static T? Parse<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Line<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Options), LineEnd];
}

/// <summary>The contents of a journal.</summary>
/// <param name="Effects">All effects in order.</param>
/// <param name="CompleteBytes">The length of the file up to the end of the last complete line.</param>
internal sealed record JournalContent(IReadOnlyList<JournaledEffect> Effects, int CompleteBytes);

/// <summary>The first line of a journal.</summary>
internal sealed record JournalHeader(
    int Schema,
    string? Cloud,
    string? Subscription,
    string? Owner,
    string? ImageGroup
);
