using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Network;

namespace Jumpbox.Egress;

/// <summary>The egress list as JSON.</summary>
internal static class EgressJson
{
    // * and + occur in host names and packages; JSON does not need them escaped.
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(IReadOnlyList<EgressHost> hosts)
    {
        JsonArray rows =
        [
            .. hosts.Select(host => new JsonObject
            {
                ["host"] = host.Host,
                ["port"] = host.Port,
                ["protocol"] = Protocol(host.Port),
                ["from"] = JsonNamingPolicy.CamelCase.ConvertName(host.From.ToString()),
                ["step"] = host.Step,
                ["reason"] = host.Reason,
                ["fallback"] = host.IsFallback,
            }),
        ];
        JsonObject document = new() { ["schemaVersion"] = 1, ["hosts"] = rows };
        return document.ToJsonString(Readable) + "\n";
    }

    private static string Protocol(int port) =>
        port switch
        {
            80 => "http",
            445 => "smb",
            _ => "https",
        };
}
