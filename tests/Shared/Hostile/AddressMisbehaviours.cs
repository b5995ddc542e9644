using System.Text.Json.Nodes;

namespace Hostile;

/// <summary>Addresses that lead elsewhere or in circles, and operations that never end.</summary>
internal static class AddressMisbehaviours
{
    private static readonly string[] Foreign = ["ForeignAddress", "BrokenAnswer", "still lists it"];
    private static readonly string[] Endless = ["TimedOut", "EndlessListing", "BrokenAnswer", "still lists it"];

    public static IReadOnlyList<Misbehaviour> All { get; } =
    [
        Redirect(301),
        Redirect(302),
        Redirect(303),
        Redirect(307),
        Redirect(308),
        Polling("operation elsewhere", exchange => $"https://{exchange.Elsewhere}/operations/1"),
        Polling(
            "operation of another scheme",
            exchange => exchange.Origin.Replace("https:", "http:", StringComparison.Ordinal) + "/operations/1",
            [.. Foreign, "TimedOut"]
        ),
        Polling(
            "operation with a name before the host",
            exchange => $"{exchange.Origin}@{exchange.Elsewhere}/operations/1"
        ),
        // No address is the one before: the operation is asked for there until its time is up.
        Polling(
            "operation without a scheme",
            exchange => $"//{exchange.Elsewhere}/operations/1",
            [.. Foreign, "TimedOut"]
        ),
        Polling(
            "operation at a backslash",
            exchange => $"https:\\\\{exchange.Elsewhere}\\operations",
            [.. Foreign, "TimedOut"]
        ),
        Polling("operation at no address", _ => "https://[::bad/", [.. Foreign, "TimedOut"]),
        new("location elsewhere", Foreign)
        {
            OnRequestAsync = exchange =>
                exchange.WriteAsync(
                    FrontAnswer.Of(202, "{}").With("Location", $"https://{exchange.Elsewhere}/operations/1")
                ),
        },
        new("operation that points to itself", Endless)
        {
            OnRequestAsync = exchange =>
                exchange.WriteAsync(
                    FrontAnswer.Of(202, "{}").With("Location", exchange.Origin + exchange.Request.Target)
                ),
        },
        Linked("next page elsewhere", Foreign, exchange => $"https://{exchange.Elsewhere}/page"),
        Linked("next page at another port", Foreign, _ => "https://127.0.0.1:1/page"),
        Linked("next page that is this page", Endless, exchange => exchange.Origin + exchange.Request.Target),
        Linked(
            "pages without an end",
            Endless,
            exchange => $"{exchange.Origin}{exchange.Request.Target.Split("&page=")[0]}&page={Guid.NewGuid():N}"
        ),
        Linked("next page at no address", Foreign, _ => "https://[::bad/"),
        State("operation that never ends", "InProgress"),
        State("operation in an unknown state", "Banana"),
        State("operation that was cancelled", "Canceled"),
    ];

    private static Misbehaviour Redirect(int status) =>
        new($"redirect {status} elsewhere", $"{status}", "ForeignAddress", "BrokenAnswer")
        {
            OnRequestAsync = exchange =>
                exchange.WriteAsync(FrontAnswer.Of(status, "").With("Location", $"https://{exchange.Elsewhere}/login")),
        };

    private static Misbehaviour Polling(string name, Func<FrontExchange, string> address, string[]? told = null) =>
        new(name, told ?? Foreign)
        {
            OnRequestAsync = exchange =>
                exchange.WriteAsync(FrontAnswer.Of(202, "{}").With("Azure-AsyncOperation", address(exchange))),
        };

    private static Misbehaviour Linked(string name, string[] told, Func<FrontExchange, string> address) =>
        new(name, told)
        {
            OnRequestAsync = async exchange =>
            {
                FrontAnswer answer = await exchange.ForwardAsync();
                if (Json(answer) is { } body)
                {
                    body["nextLink"] = address(exchange);
                    answer = answer.With(body.ToJsonString());
                }
                await exchange.WriteAsync(answer);
            },
        };

    private static Misbehaviour State(string name, string state) =>
        new(name)
        {
            OnRequestAsync = async exchange =>
            {
                FrontAnswer answer = await exchange.ForwardAsync();
                if (Json(answer) is { } body)
                {
                    body["status"] = state;
                    if (body["properties"] is JsonObject properties)
                    {
                        properties["provisioningState"] = state;
                    }
                    answer = answer.With(body.ToJsonString());
                }
                await exchange.WriteAsync(answer);
            },
        };

    private static JsonObject? Json(FrontAnswer answer)
    {
        try
        {
            return answer.Body.Length == 0 ? null : JsonNode.Parse(answer.Body) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
