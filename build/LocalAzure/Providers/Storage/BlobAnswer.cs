using System.Text;
using System.Xml.Linq;

namespace LocalAzure.Providers.Storage;

/// <summary>A response of the blob service.</summary>
internal sealed record BlobAnswer(int Status, byte[] Body, string ContentType)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>The error code, also sent as a header, because HEAD has no body.</summary>
    public string? Error { get; init; }

    public static BlobAnswer Failed(int status, string code, string message) =>
        Xml(status, new XElement("Error", new XElement("Code", code), new XElement("Message", message))) with
        {
            Error = code,
        };

    public static BlobAnswer Xml(int status, XElement root) =>
        new(
            status,
            Encoding.UTF8.GetBytes(
                $"<?xml version=\"1.0\" encoding=\"utf-8\"?>{root.ToString(SaveOptions.DisableFormatting)}"
            ),
            "application/xml"
        );
}
