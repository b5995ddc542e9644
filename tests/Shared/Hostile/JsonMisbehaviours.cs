using System.Text.RegularExpressions;

namespace Hostile;

/// <summary>Answers that are JSON of another form than Azure's.</summary>
internal static partial class JsonMisbehaviours
{
    public static IReadOnlyList<Misbehaviour> All { get; } =
    [
        Instead("null"),
        Instead("[]"),
        Instead("\"text\""),
        Instead("42"),
        Instead("{}"),
        Instead("{\"value\":{}}"),
        Instead("{\"value\":[null,1,\"text\",[]]}"),
        Instead("{\"value\":[]}"),
        Instead("{\"error\":null,\"properties\":null,\"id\":null}"),
        new("a hundred thousand levels", "DeepAnswer", "TimedOut")
        {
            OnRequestAsync = exchange =>
                exchange.WriteAsync(FrontAnswer.Of(200, $"{new string('[', 100_000)}{new string(']', 100_000)}")),
        },
        Changed(
            "names twice",
            text => text.Replace("{\"", "{\"id\":\"other\",\"id\":\"again\",\"", StringComparison.Ordinal)
        ),
        Changed("numbers too large", text => Number().Replace(text, "1e999")),
        Changed("numbers as text", text => Number().Replace(text, "\"many\"")),
        Changed("texts as numbers", text => State().Replace(text, ":7")),
        Changed("unpaired surrogates", text => State().Replace(text, @":""\ud83d""")),
        Changed("texts as objects", text => State().Replace(text, ":{}")),
        Changed(
            "objects as texts",
            text => text.Replace("\"properties\":{", "\"properties\":\"none\",\"other\":{", StringComparison.Ordinal)
        ),
        Changed("cut within a text", text => text[..(text.Length / 2)]),
        Changed("text after the end", text => $"{text}{{}}"),
    ];

    private static Misbehaviour Instead(string body) =>
        new($"{body} instead") { OnRequestAsync = exchange => exchange.WriteAsync(FrontAnswer.Of(200, body)) };

    private static Misbehaviour Changed(string name, Func<string, string> change) =>
        new(name)
        {
            OnRequestAsync = async exchange =>
            {
                FrontAnswer answer = await exchange.ForwardAsync();
                await exchange.WriteAsync(answer.With(change(answer.Text)));
            },
        };

    [GeneratedRegex(@"(?<=:)-?[0-9]+(?=[,}\]])")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=""(?:provisioningState|status|runState|id|name|type|location)"")\s*:\s*""[^""]*""")]
    private static partial Regex State();
}
