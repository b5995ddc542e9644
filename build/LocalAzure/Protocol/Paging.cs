using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalAzure.Protocol;

/// <summary>Cuts long lists into pages with a nextLink, and honours $top and $skiptoken.</summary>
internal static class Paging
{
    /// <summary>ARM's page of resources and of groups.</summary>
    private const int PageSize = 1000;

    public static ArmResponse Apply(ArmRequest request, ArmResponse answer, string endpoint)
    {
        if (
            request.Method != "GET"
            || answer.Status != 200
            || answer.Body is not JsonObject { Count: 1 } body
            || body["value"] is not JsonArray all
        )
        {
            return answer;
        }
        var skip = Skip(request.Option("$skiptoken"));
        var take = Top(request.Option("$top"));
        if (skip == 0 && all.Count <= take)
        {
            return answer;
        }
        var page = new JsonObject
        {
            ["value"] = new JsonArray([.. all.Skip(skip).Take(take).Select(i => i?.DeepClone())]),
        };
        if (skip + take < all.Count)
        {
            page["nextLink"] = Next(request, endpoint, skip + take);
        }
        return answer with { Body = page };
    }

    private static string Next(ArmRequest request, string endpoint, int skip)
    {
        var token = Convert.ToBase64String(Encoding.ASCII.GetBytes(skip.ToString(CultureInfo.InvariantCulture)));
        var query = request
            .Query.Where(q => q.Key != "$skiptoken")
            .Append(new("$skiptoken", token))
            .Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}");
        return $"{endpoint}{request.Path.Id}?{string.Join('&', query)}";
    }

    private static int Top(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return PageSize;
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top > 0
            ? Math.Min(top, PageSize)
            : throw new ArmException(
                400,
                "InvalidTopInQueryString",
                $"Invalid $top '{text}' specified in the query string."
            );
    }

    private static int Skip(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return 0;
        }
        var bytes = new byte[token.Length];
        return
            Convert.TryFromBase64String(token, bytes, out var length)
            && int.TryParse(bytes.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
            ? skip
            : throw new ArmException(400, "InvalidSkipToken", $"The $skiptoken '{token}' is not one of this server's.");
    }
}
