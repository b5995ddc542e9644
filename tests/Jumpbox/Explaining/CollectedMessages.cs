using System.Text.Json;
using Jumpbox.Explaining;

namespace Jumpbox.Tests.Explaining;

/// <summary>Messages as people meet them, each with the rows of the catalogue that explain it.</summary>
internal static class CollectedMessages
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Jumpbox", "Explaining");

    /// <summary>The shared corpus, whose kind and advice were given by others; the rows are this project's reading of it.</summary>
    public static IReadOnlyList<CollectedMessage> Corpus { get; } = [.. ReadCorpus()];

    /// <summary>This project's own messages.</summary>
    public static IReadOnlyList<CollectedMessage> Own { get; } =
    [
        .. Read("own-messages.json")
            .EnumerateArray()
            .Select(one => new CollectedMessage(
                Text(one, "text")!,
                Texts(one.GetProperty("rows")),
                Text(one, "origin")!,
                Enum.TryParse(Text(one, "during"), ignoreCase: true, out FailurePhase phase) ? phase : null
            )),
    ];

    public static IEnumerable<CollectedMessage> All => Corpus.Concat(Own);

    public static string Report(string name, IReadOnlyList<CollectedMessage> messages)
    {
        string[] wrong = [.. messages.Select(one => one.Fault).OfType<string>()];
        return $"{name}: {messages.Count - wrong.Length} of {messages.Count} explained rightly"
            + string.Concat(wrong.Select(line => $"\n  {line}"));
    }

    private static IEnumerable<CollectedMessage> ReadCorpus()
    {
        JsonElement rows = Read("corpus-rows.json");
        foreach (JsonElement one in Read("corpus.json").GetProperty("messages").EnumerateArray())
        {
            string id = Text(one, "id")!;
            yield return new CollectedMessage(Text(one, "text")!, Texts(rows.GetProperty(id)), id, null)
            {
                Kind = Text(one, "kind"),
                Again = Text(one, "tryAgain"),
            };
        }
    }

    private static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name))).RootElement;

    private static string? Text(JsonElement one, string name) =>
        one.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static string[] Texts(JsonElement values) =>
        [.. values.EnumerateArray().Select(value => value.GetString()!)];
}
