using System.Text.Json;
using Azure.Core;

namespace Jumpbox.Azure.Protocol;

/// <summary>The SDK's judgement for calls that may be repeated, and one more: an answer whose JSON is cut off is asked for again.</summary>
internal sealed class ArmClassifier : ResponseClassifier
{
    public override bool IsRetriableResponse(HttpMessage message) =>
        base.IsRetriableResponse(message)
        || (message.Response.Status is 200 or 201 or 202 && IsBroken(message.Response.Content));

    private static bool IsBroken(BinaryData content)
    {
        ReadOnlyMemory<byte> bytes = content.ToMemory();
        if (bytes.IsEmpty)
        {
            return false;
        }
        Utf8JsonReader reader = new(bytes.Span);
        try
        {
            while (reader.Read()) { }
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
