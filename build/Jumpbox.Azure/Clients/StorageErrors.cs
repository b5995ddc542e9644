using System.Text;
using System.Xml;
using System.Xml.Linq;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// Reads a refusal that is not Blob Storage's own, such as a proxy's page. The SDK's parser would fail on it, and the status would be
/// lost.
/// </summary>
internal sealed class StorageErrors : HttpPipelinePolicy
{
    /// <summary>Whether something else than Blob Storage has refused the request.</summary>
    /// <param name="failure">The failure.</param>
    public static bool IsForeign(RequestFailedException failure) => failure is ForeignRefusal;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ProcessNext(message, pipeline);
        if (message is { HasResponse: true, Response: { Status: < 200 or > 299 } refusal })
        {
            MemoryStream body = new();
            refusal.ContentStream?.CopyTo(body);
            Judge(refusal, body);
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        if (message is { HasResponse: true, Response: { Status: < 200 or > 299 } refusal })
        {
            MemoryStream body = new();
            if (refusal.ContentStream is { } stream)
            {
                await stream.CopyToAsync(body, message.CancellationToken);
            }
            Judge(refusal, body);
        }
    }

    // Source: Blob Storage's REST API, "Status and error codes": an element Error with Code and Message, and the code as a header, which
    // is all that the answer to HEAD has.
    private static void Judge(Response refusal, MemoryStream body)
    {
        body.Position = 0;
        bool isOwn = refusal.Headers.TryGetValue("x-ms-error-code", out string? code);
        if (!IsError(body))
        {
            throw isOwn
                ? new RequestFailedException(refusal.Status, $"Blob Storage refused the request ({code}).", code, null)
                : new ForeignRefusal(
                    FaultReader.Read("", "", refusal.Status, Encoding.UTF8.GetString(body.ToArray()), null)
                );
        }
        body.Position = 0;
        refusal.ContentStream?.Dispose();
        refusal.ContentStream = body;
    }

    private static bool IsError(Stream body)
    {
        try
        {
            return XDocument.Load(body).Root is { Name.LocalName: "Error" } error && error.Element("Code") is not null;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private sealed class ForeignRefusal(AzureFault fault)
        : RequestFailedException(fault.Status, fault.Message, fault.Code, null);
}
