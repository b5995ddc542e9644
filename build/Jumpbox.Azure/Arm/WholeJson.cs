using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>Treats an answer whose JSON is cut off like a broken connection, so that what may be repeated is repeated.</summary>
internal sealed class WholeJson : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ProcessNext(message, pipeline);
        ThrowIfCutOff(message);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        ThrowIfCutOff(message);
    }

    private static void ThrowIfCutOff(HttpMessage message)
    {
        bool readable = message.HasResponse && message.Response is { IsError: false, ContentStream.CanSeek: true };
        if (readable && message.ResponseClassifier is not RunClassifier && IsCutOff(message.Response.Content))
        {
            throw new IOException("The answer is not whole JSON: it was cut off or changed on its way.");
        }
    }

    private static bool IsCutOff(BinaryData content)
    {
        ReadOnlyMemory<byte> bytes = content.ToMemory();
        if (bytes.IsEmpty)
        {
            return false;
        }
        Utf8JsonReader reader = new(bytes.Span, new JsonReaderOptions { MaxDepth = Limits.JsonDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth > Limits.JsonDepth)
                {
                    throw new BoundaryException(
                        BoundaryException.Deep,
                        $"The answer is JSON nested more than {Limits.JsonDepth} deep, which no real one is.",
                        "Something between here and Azure changes answers: check the proxy and the cloud's endpoint."
                    );
                }
            }
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
