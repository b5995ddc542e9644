using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Server;

/// <summary>Cuts long lists into pages with a nextLink; supports $top and $skiptoken.</summary>
internal static class Paging
{
    /// <summary>The page size of ARM's lists of resources and groups.</summary>
    private const int PageSize = 1000;

    /// <summary>Sets the body of a list to the requested page.</summary>
    public static ArmResponse Apply(ArmRequest request, ArmResponse answer, string endpoint)
    {
        if (answer.Items is not { } items)
        {
            return answer;
        }
        int skip = Skip(request.Option("$skiptoken"));
        int take = Top(request.Option("$top"));
        JsonObject page = new();
        JsonArray value = new();
        page["value"] = value;
        foreach (JsonNode item in items.Skip(skip))
        {
            if (value.Count == take)
            {
                page["nextLink"] = Next(request, endpoint, skip + take);
                break;
            }
            value.Add(item.DeepClone());
        }
        return answer with { Body = page, Items = null };
    }

    private static string Next(ArmRequest request, string endpoint, int skip)
    {
        string token = Convert.ToBase64String(Encoding.ASCII.GetBytes(skip.ToString(CultureInfo.InvariantCulture)));
        IEnumerable<string> query = request
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
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int top) && top > 0
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
        byte[] bytes = new byte[token.Length];
        return
            Convert.TryFromBase64String(token, bytes, out int length)
            && int.TryParse(bytes.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out int skip)
            ? skip
            : throw new ArmException(400, "InvalidSkipToken", $"The $skiptoken '{token}' is not one of this server's.");
    }
}
