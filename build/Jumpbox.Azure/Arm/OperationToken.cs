using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// Writes the SDK's rehydration token for a started operation, so that the SDK does the polling. The format is that of
/// Azure.Core 1.64.0; a test verifies it.
/// </summary>
internal static class OperationToken
{
    private const string AsyncOperation = "Azure-AsyncOperation";
    private const string Version = "1.0.0";

    /// <returns>The token, or null when the response is final.</returns>
    public static string? From(ArmAnswer answer, ArmCall call, AzureCloud cloud)
    {
        answer.Raw.Headers.TryGetValue(AsyncOperation, out string? operation);
        string? location = null;
        if (answer.Status is 201 or 202)
        {
            answer.Raw.Headers.TryGetValue("Location", out location);
        }
        // Location on a 201 may be the new resource itself; only Azure-AsyncOperation or a 202 means that the operation is
        // running.
        bool polled = operation is not null || (location is not null && answer.Status == 202);
        if (!polled)
        {
            return null;
        }
        Uri next = Trusted(operation ?? location!, call, cloud);
        Uri? final = location is null ? null : Trusted(location, call, cloud);
        bool put = call.Method == RequestMethod.Put || call.Method == RequestMethod.Patch;
        return new JsonObject
        {
            ["version"] = Version,
            ["id"] = next.AbsolutePath.TrimEnd('/').Split('/')[^1],
            ["requestMethod"] = call.Method.Method,
            ["initialUri"] = call.Target(cloud.ResourceManager).AbsoluteUri,
            ["nextRequestUri"] = next.AbsoluteUri,
            ["headerSource"] = operation is null ? "Location" : "AzureAsyncOperation",
            ["finalStateVia"] =
                put ? "OriginalUri"
                : location is null ? "AzureAsyncOperation"
                : "Location",
            ["lastKnownLocation"] = final?.AbsoluteUri,
        }.ToJsonString();
    }

    /// <summary>Whether the SDK can continue with a token that was read from a file, which may be empty or half of one.</summary>
    public static bool IsReadable(string token)
    {
        try
        {
            JsonObject? read = AnswerJson.Parse(token) as JsonObject;
            bool whole =
                read.Text("version") == Version
                && read.Text("id") is not null
                && read.Text("requestMethod") is not null
                && Uri.TryCreate(read.Text("initialUri"), UriKind.Absolute, out _)
                && read.Text("nextRequestUri") is not null
                && read.Text("headerSource") is not null
                && read.Text("finalStateVia") is not null;
            if (whole)
            {
                _ = ModelReaderWriter.Read<RehydrationToken>(BinaryData.FromString(token));
            }
            return whole;
        }
        catch (Exception error)
            when (error is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Refuses a token, read from a file, whose addresses lead elsewhere: the bearer token would go along.</summary>
    public static void RefuseForeignAddresses(string token, string asked, string path, AzureCloud cloud)
    {
        JsonObject? read = JsonNode.Parse(token) as JsonObject;
        ArmCall call = new(asked, RequestMethod.Get, path, "");
        foreach (string name in (string[])["initialUri", "nextRequestUri", "lastKnownLocation"])
        {
            if (read.Text(name) is { } address)
            {
                Trusted(address, call, cloud);
            }
        }
    }

    /// <summary>
    /// Returns an address from the service; throws when it leads to another host, which would receive the bearer token.
    /// </summary>
    public static Uri Trusted(string address, ArmCall call, AzureCloud cloud)
    {
        try
        {
            Uri target = new(cloud.ResourceManager, address);
            new TrustedOrigins(cloud.ResourceManager).Demand(target);
            return target;
        }
        catch (UriFormatException broken)
        {
            throw new AzureFailure(
                new AzureFault(
                    call.Asked,
                    call.Path,
                    0,
                    "BrokenAnswer",
                    $"The response contains an invalid address: {broken.Message}",
                    [],
                    null,
                    "Run the same command again. If the error persists, check what is between this machine and Azure."
                ),
                broken
            );
        }
        catch (BoundaryException foreign)
        {
            throw new AzureFailure(FaultReader.Unreachable(call.Asked, call.Path, foreign), foreign);
        }
    }
}
