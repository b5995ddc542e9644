using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.SignIn;

/// <summary>Who is signed in, as the token says; Azure, not this program, decides whether the token is genuine.</summary>
/// <param name="Name">A person's sign-in name or an application's id; for messages.</param>
/// <param name="Tenant">The tenant's GUID; null where the token does not say.</param>
public sealed record SignedInIdentity(string Name, string? Tenant)
{
    // Source: "Access token claims reference" of the Microsoft identity platform.
    private static readonly string[] NameClaims =
    [
        "upn",
        "unique_name",
        "preferred_username",
        "app_displayname",
        "appid",
        "oid",
    ];

    /// <summary>Reads a token.</summary>
    /// <param name="token">A token; one that is no JSON web token says nothing.</param>
    internal static SignedInIdentity Of(string token)
    {
        JsonObject? claims = Claims(token);
        string? name = NameClaims.Select(claim => claims.Text(claim)).FirstOrDefault(text => text is { Length: > 0 });
        return new SignedInIdentity(PlainText.Line(name ?? "unknown"), claims.Text("tid"));
    }

    private static JsonObject? Claims(string token)
    {
        try
        {
            return token.Split('.') is [_, string payload, ..]
                ? AnswerJson.Parse(Base64Url.DecodeFromChars(payload)) as JsonObject
                : null;
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return null;
        }
    }
}
