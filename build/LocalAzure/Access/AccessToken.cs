using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Access;

/// <summary>Bearer tokens: JSON Web Tokens (RFC 7519) that this server signs with HMAC-SHA256 for itself.</summary>
internal sealed class AccessToken(byte[] key, TimeProvider clock, string tenant)
{
    // Clocks of a cloud differ a little (Microsoft.IdentityModel: 5 minutes by default).
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>The only tenant that there is.</summary>
    public string Tenant => tenant;

    private string Issuer => $"https://sts.windows.net/{tenant}/";

    public string Issue(string audience, string principalId, TimeSpan lifetime)
    {
        DateTimeOffset now = clock.GetUtcNow();
        JsonObject claims = new()
        {
            ["aud"] = audience,
            ["iss"] = Issuer,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
            ["oid"] = principalId,
            ["sub"] = principalId,
            ["tid"] = tenant,
            ["ver"] = "1.0",
        };
        string signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}";
        return $"{signed}.{Base64Url(Sign(signed))}";
    }

    /// <param name="authorization">The Authorization header.</param>
    /// <param name="audiences">The accepted audiences.</param>
    /// <exception cref="ArmException">401 with the reason; never with the token.</exception>
    public Caller Check(string? authorization, params ReadOnlySpan<string> audiences)
    {
        if (string.IsNullOrEmpty(authorization))
        {
            throw Refused("AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
        }
        const string scheme = "Bearer ";
        string[] parts = authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[scheme.Length..].Trim().Split('.')
            : [];
        if (parts.Length != 3 || Claims(parts) is not { } claims)
        {
            throw Refused(
                "InvalidAuthenticationToken",
                "The access token is invalid: it is not a token of this server."
            );
        }
        if (!AudienceFits(claims["aud"].Text(), audiences))
        {
            throw Refused(
                "InvalidAuthenticationTokenAudience",
                "The access token has been obtained for wrong audience or resource "
                    + $"'{claims["aud"].Text()}'. It should exactly match with one of the allowed audiences "
                    + $"'{string.Join("','", audiences!)}'."
            );
        }
        if (claims["iss"].Text() != Issuer || claims["tid"].Text() != tenant)
        {
            throw Refused(
                "InvalidAuthenticationTokenTenant",
                $"The access token is from the wrong issuer '{claims["iss"].Text()}'. It must match the tenant '{Issuer}' "
                    + "associated with this subscription. Please use the authority (URL) of this tenant to get the token."
            );
        }
        if (
            Moment(claims["nbf"] ?? 0) is not { } begins
            || Moment(claims["exp"]) is not { } expires
            || claims["oid"].Text() is not { Length: > 0 } principal
        )
        {
            throw Refused(
                "InvalidAuthenticationToken",
                "The access token is invalid: the claims 'nbf' and 'exp' must be times, and 'oid' a principal."
            );
        }
        if (begins > clock.GetUtcNow() + Skew)
        {
            throw Refused(
                "InvalidAuthenticationToken",
                $"The access token is not valid before '{begins.UtcDateTime:u}'; the current UTC time is "
                    + $"'{clock.GetUtcNow().UtcDateTime:u}'."
            );
        }
        return expires > clock.GetUtcNow()
            ? new Caller(principal)
            : throw Refused(
                "ExpiredAuthenticationToken",
                $"The access token expiry UTC time '{expires.UtcDateTime:u}' is earlier than current UTC time "
                    + $"'{clock.GetUtcNow().UtcDateTime:u}'."
            );
    }

    private JsonObject? Claims(string[] parts)
    {
        try
        {
            byte[] signature = Decode(parts[2]);
            // The only algorithm: a header that names another, or none, is not believed (RFC 8725, 3.1).
            return
                CryptographicOperations.FixedTimeEquals(signature, Sign($"{parts[0]}.{parts[1]}"))
                && JsonNode.Parse(Decode(parts[0])).At("alg").Text() == "HS256"
                ? JsonNode.Parse(Decode(parts[1])) as JsonObject
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    // A number of seconds, perhaps with a fraction (RFC 7519, "NumericDate").
    private static DateTimeOffset? Moment(JsonNode? claim) =>
        claim?.GetValueKind() == JsonValueKind.Number
        && double.TryParse(claim.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
        && Math.Abs(seconds) < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddSeconds(Math.Max(seconds, 0))
            : null;

    private static bool AudienceFits(string? audience, ReadOnlySpan<string> allowed)
    {
        foreach (string one in allowed)
        {
            if (ArmPath.Same(audience?.TrimEnd('/'), one.TrimEnd('/')))
            {
                return true;
            }
        }
        return false;
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text));

    private static string Encode(string text) => Base64Url(Encoding.UTF8.GetBytes(text));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    private static ArmException Refused(string code, string message) => new(401, code, message);
}
