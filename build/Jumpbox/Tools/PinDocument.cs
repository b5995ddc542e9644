using System.Text.Json;

namespace Jumpbox.Tools;

/// <summary>Reads the catalogue and the lock as documents.</summary>
internal static class PinDocument
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="PinException">The text is not JSON, or has errors.</exception>
    public static T Read<T>(string text, string source, Func<PinReader, T> read)
    {
        List<PinProblem> problems = [];
        T value;
        try
        {
            JsonDocumentOptions strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
            using JsonDocument document = JsonDocument.Parse(text, strict);
            value = Root(document.RootElement, problems, read);
        }
        catch (JsonException broken)
        {
            throw new PinException(
                source,
                [new PinProblem("", Position(broken), "JSON without comments and duplicate names")]
            );
        }
        return problems.Count == 0 ? value : throw new PinException(source, problems);
    }

    private static T Root<T>(JsonElement element, List<PinProblem> problems, Func<PinReader, T> read)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new PinProblem("", PinReader.Show(element), "an object"));
            return default!;
        }
        PinReader reader = new(element, "", problems);
        T value = read(reader);
        reader.RefuseUnknown();
        return value;
    }

    private static string Position(JsonException broken) =>
        $"invalid at line {(broken.LineNumber ?? 0) + 1}, column {(broken.BytePositionInLine ?? 0) + 1}";
}
