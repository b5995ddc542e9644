using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;

namespace LocalAzure.Access;

/// <summary>
/// The part of Microsoft Graph 1.0 with which clients find a principal: service principals by object id, application id and
/// name, users, groups, <c>directoryObjects/getByIds</c> and <c>me</c>. Every principal may read it; in Entra ID, managed identities
/// need a permission for it. Everything else is a 501.
/// </summary>
internal sealed partial class GraphDirectory(PrincipalDirectory directory)
{
    public const string Audience = "https://graph.microsoft.com/";

    private const string Domain = "localazure.example";

    private static readonly Dictionary<string, string> Collections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["servicePrincipals"] = "ServicePrincipal",
        ["users"] = "User",
        ["groups"] = "Group",
    };

    public static bool IsRequested(string path) =>
        path.StartsWith("/v1.0/", StringComparison.OrdinalIgnoreCase)
        || path.StartsWith("/beta/", StringComparison.OrdinalIgnoreCase);

    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path with its version.</param>
    /// <param name="filter">The query option $filter; null for none.</param>
    /// <param name="body">The body of a POST.</param>
    /// <param name="caller">Whom the token is for.</param>
    /// <exception cref="ArmException">An error of Graph, which has the form of ARM's.</exception>
    public ArmResponse Answer(string method, string path, string? filter, JsonObject? body, Caller caller)
    {
        string[] segments = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        string first = segments.Length > 0 ? segments[0] : "";
        return (method, segments.Length) switch
        {
            ("GET", 1) when ArmPath.Same(first, "me") => ArmResponse.Ok(Me(caller)),
            ("GET", 1) when Collections.TryGetValue(first, out string? type) => List(
                directory.Known.Where(p => p.Type == type).Where(Filter(filter))
            ),
            ("GET", 1) when ByAppId().Match(first) is { Success: true } match => ArmResponse.Ok(
                One(match.Groups[1].Value, p => ArmPath.Same(p.AppId, match.Groups[1].Value))
            ),
            ("GET", 2) when Collections.TryGetValue(first, out string? type) => ArmResponse.Ok(
                One(segments[1], p => p.Type == type && IsNamed(p, segments[1]))
            ),
            ("GET", 2) when ArmPath.Same(first, "directoryObjects") => ArmResponse.Ok(
                One(segments[1], p => ArmPath.Same(p.Id, segments[1]))
            ),
            ("POST", 2) when ArmPath.Same(first, "directoryObjects") && GetByIds().IsMatch(segments[1]) => List(
                ByIds(body)
            ),
            _ => throw new ArmException(
                501,
                "NotModelled",
                $"LocalAzure does not model {method} {path} of Microsoft Graph. docs/localazure.md lists what it models."
            ),
        };
    }

    private JsonObject Me(Caller caller) =>
        directory.Known.FirstOrDefault(p => ArmPath.Same(p.Id, caller.ObjectId)) is { Type: "User" } user
            ? Render(user)
            : throw new ArmException(
                400,
                "BadRequest",
                "/me request is only valid with delegated authentication flow: the token is not that of a user."
            );

    private JsonObject One(string asked, Func<Principal, bool> isAsked) =>
        directory.Known.FirstOrDefault(isAsked) is { } found
            ? Render(found)
            : throw new ArmException(
                404,
                "Request_ResourceNotFound",
                $"Resource '{asked}' does not exist or one of its queried reference-property objects are not present."
            );

    private IEnumerable<Principal> ByIds(JsonObject? body)
    {
        HashSet<string> ids = new(
            body?["ids"].Items().Select(id => id.Text()).OfType<string>() ?? [],
            StringComparer.OrdinalIgnoreCase
        );
        if (ids.Count is 0 or > 1000)
        {
            throw new ArmException(
                400,
                "Request_BadRequest",
                $"'ids' must have 1 to 1000 object ids, not {ids.Count}."
            );
        }
        HashSet<string> types = new(
            body?["types"].Items().Select(type => type.Text()).OfType<string>() ?? [],
            StringComparer.OrdinalIgnoreCase
        );
        return directory.Known.Where(p =>
            ids.Contains(p.Id) && (types.Count == 0 || types.Contains(p.Type) || types.Contains("directoryObject"))
        );
    }

    private static ArmResponse List(IEnumerable<Principal> found) =>
        ArmResponse.Ok(new JsonObject { ["value"] = new JsonArray([.. found.Select(p => (JsonNode)Render(p))]) });

    private static JsonObject Render(Principal principal)
    {
        string name = principal.Name ?? principal.Id;
        JsonObject json = new()
        {
            ["@odata.type"] = $"#microsoft.graph.{char.ToLowerInvariant(principal.Type[0])}{principal.Type[1..]}",
            ["id"] = principal.Id,
            ["displayName"] = name,
        };
        if (principal.Type == "User")
        {
            json["userPrincipalName"] = UserName(principal);
        }
        if (principal.AppId is { } application)
        {
            json["appId"] = application;
            json["appDisplayName"] = name;
            json["servicePrincipalType"] = "ManagedIdentity";
            json["servicePrincipalNames"] = new JsonArray(application);
        }
        return json;
    }

    private static string UserName(Principal user) =>
        $"{(user.Name ?? user.Id).Replace(' ', '.').ToLowerInvariant()}@{Domain}";

    private static bool IsNamed(Principal principal, string text) =>
        ArmPath.Same(principal.Id, text) || principal.Type == "User" && ArmPath.Same(UserName(principal), text);

    private static Func<Principal, bool> Filter(string? filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
        {
            return _ => true;
        }
        Match match = Equal().Match(filter);
        string value = match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal);
        return match.Groups["member"].Value.ToLowerInvariant() switch
        {
            "c" or "appid" => p => ArmPath.Same(p.AppId, value),
            "id" => p => ArmPath.Same(p.Id, value),
            "displayname" => p => ArmPath.Same(p.Name ?? p.Id, value),
            "userprincipalname" => p => p.Type == "User" && ArmPath.Same(UserName(p), value),
            _ => throw new ArmException(
                501,
                "NotModelled",
                $"LocalAzure does not model the filter '{filter}' of Microsoft Graph. It models eq for id, appId, "
                    + "displayName, userPrincipalName and servicePrincipalNames/any(c:c eq '…')."
            ),
        };
    }

    [GeneratedRegex(
        @"^\s*(?:servicePrincipalNames/any\(\s*c\s*:\s*(?<member>c)\s+eq\s+'(?<value>(?:[^']|'')*)'\s*\)|(?<member>\w+)\s+eq\s+'(?<value>(?:[^']|'')*)')\s*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Equal();

    [GeneratedRegex(@"^servicePrincipals\(appId='([^']*)'\)$", RegexOptions.IgnoreCase)]
    private static partial Regex ByAppId();

    [GeneratedRegex(@"^(microsoft\.graph\.)?getByIds$", RegexOptions.IgnoreCase)]
    private static partial Regex GetByIds();
}
