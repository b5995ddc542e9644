using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Values;
using static LocalAzure.TemplateLanguage.Evaluation.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>parseUri and buildUri: a URI and its parts as an object.</summary>
internal static class UriParts
{
    public static readonly FunctionDefinition[] All = [Pure("parseUri", 1, 1, Parse), Pure("buildUri", 1, 1, Build)];

    private static JsonObject Parse(Arguments a)
    {
        if (!Uri.TryCreate(a.Text(0), UriKind.Absolute, out Uri? uri))
        {
            throw a.Fail($"'{a.Text(0)}' is not an absolute URI");
        }
        JsonObject result = new()
        {
            ["scheme"] = uri.Scheme,
            ["host"] = uri.Host,
            ["port"] = uri.IsDefaultPort ? null : (long)uri.Port,
        };
        if (uri.AbsolutePath != "/")
        {
            result["path"] = uri.AbsolutePath;
        }
        if (uri.Query.Length > 0)
        {
            result["query"] = uri.Query;
        }
        return result;
    }

    private static JsonValue Build(Arguments a)
    {
        JsonObject parts = a.Object(0);
        (string? scheme, string? host) = (Part(parts, "scheme"), Part(parts, "host"));
        if (scheme.Length == 0 || host.Length == 0)
        {
            throw a.Fail("the parts must have a scheme and a host");
        }
        if (!Uri.CheckSchemeName(scheme))
        {
            throw a.Fail($"'{scheme}' is not a scheme of a URI");
        }
        JsonNode? port = parts.Member("port");
        if (!port.IsInteger(out long number) && port is not null || number is < 0 or > ushort.MaxValue)
        {
            throw a.Fail($"the port '{port.Display()}' is not an integer from 1 to {ushort.MaxValue}");
        }
        try
        {
            UriBuilder uri = new(scheme, host, port is null ? -1 : (int)number, Part(parts, "path"));
            uri.Query = Part(parts, "query");
            return JsonValue.Create(uri.Uri.AbsoluteUri);
        }
        catch (UriFormatException e)
        {
            throw a.Fail(e.Message);
        }
    }

    private static string Part(JsonObject parts, string name) => parts.Member(name).Display();
}
