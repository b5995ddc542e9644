using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Server;
using LocalAzure.Store;
using Microsoft.AspNetCore.Http;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The serial console log of a machine, in storage that Azure manages: a signed address, for at most the time that was asked for. LocalAzure
/// boots nothing, which the log says. There is no screenshot. Source: azure-rest-api-specs, VirtualMachine.tsp,
/// RetrieveBootDiagnosticsData.
/// </summary>
internal sealed class BootDiagnostics(ResourceContext context) : IDataPlane
{
    private const string Folder = "bootdiagnostics";

    /// <summary>Answers retrieveBootDiagnosticsData of a machine or an instance.</summary>
    /// <exception cref="ArmException">The time is not from 1 to 1440 minutes, or nothing is recorded; the codes are not documented.</exception>
    public static ArmResponse Answer(ResourceContext context, ArmRequest request, StoredResource machine)
    {
        string? asked = request.Option("sasUriExpirationTimeInMinutes");
        int minutes = int.TryParse(asked, CultureInfo.InvariantCulture, out int given) ? given : 120;
        if (minutes is < 1 or > 1440 || (asked is not null && given == 0))
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                $"The value '{asked}' of parameter 'sasUriExpirationTimeInMinutes' is not from 1 to 1440.",
                "sasUriExpirationTimeInMinutes"
            );
        }
        return machine.Body.At("properties", "diagnosticsProfile", "bootDiagnostics", "enabled").Flag() == true
            ? ArmResponse.Ok(new JsonObject { ["serialConsoleLogBlobUri"] = Address(context, machine, minutes) })
            : throw new ArmException(
                409,
                "OperationNotAllowed",
                $"Boot diagnostics is not enabled on the virtual machine {machine.Name}."
            );
    }

    private static string Address(ResourceContext context, StoredResource machine, int minutes)
    {
        string id = machine.Body.At("properties", "vmId").Text()!;
        string until = Operations.Stamp(context.Now.AddMinutes(minutes));
        return $"{context.Operations.Endpoint}/{Folder}/{id}/serialconsole.log?sv=2023-11-03&se={Uri.EscapeDataString(until)}&sr=b&sp=r&sig={Signature(context, id, until)}";
    }

    public Func<HttpContext, Task<int>>? HandlerOf(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [Folder, var id, "serialconsole.log"]
            ? http => AnswerAsync(http, id)
            : null;

    private async Task<int> AnswerAsync(HttpContext http, string id)
    {
        context.Agenda.RunDue();
        string until = http.Request.Query["se"].ToString();
        StoredResource? machine = context
            .Store.OfType(VirtualMachines.TypeName)
            .Concat(context.Store.OfType(ScaleSetMachines.TypeName))
            .FirstOrDefault(one => one.Body.At("properties", "vmId").Text() == id);
        bool isSigned =
            http.Request.Query["sig"] == Signature(context, id, until)
            && DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, out DateTimeOffset end)
            && context.Now <= end;
        (int status, string? code, string text) =
            !isSigned ? (403, "AuthenticationFailed", "")
            : machine is null ? (404, "BlobNotFound", "")
            : (200, null, $"LocalAzure: {machine.Name} did not boot: it stands for a machine.\n");
        http.Response.StatusCode = status;
        if (code is not null)
        {
            http.Response.Headers["x-ms-error-code"] = code;
        }
        byte[] body = Encoding.UTF8.GetBytes(text);
        http.Response.Headers.ETag = "\"0x1\"";
        http.Response.Headers.LastModified = context.Now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
        http.Response.Headers["x-ms-blob-type"] = "AppendBlob";
        http.Response.ContentLength = body.Length;
        http.Response.ContentType = "text/plain";
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
        return status;
    }

    private static string Signature(ResourceContext context, string id, string until)
    {
        byte[] key = Convert.FromHexString(context.Store.Find("~server/key")?.Body["key"].Text() ?? "");
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}\n{until}")));
    }
}
