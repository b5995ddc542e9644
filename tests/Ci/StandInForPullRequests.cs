using System.Net;
using System.Text.Json.Nodes;

namespace Ci.Tests;

/// <summary>
/// A stand-in for the pull requests of GitHub and of Azure DevOps, which refuses what they refuse: a request without the token, a
/// second pull request from one branch, a branch that does not exist, a body that is too long.
/// </summary>
internal sealed class StandInForPullRequests : IDisposable
{
    private readonly LoopbackService _service;
    private readonly Func<string, bool> _hasBranch;

    public StandInForPullRequests(Func<string, bool> hasBranch)
    {
        _hasBranch = hasBranch;
        _service = new LoopbackService(
            (request, body) =>
                request.Url!.AbsolutePath.StartsWith("/repos/", StringComparison.Ordinal)
                    ? GitHub(request, body)
                    : Azure(request, body)
        );
    }

    public string Address => _service.Address;

    /// <summary>Those that were opened, oldest first.</summary>
    public List<Request> All { get; } = [];

    public Request? Open => All.SingleOrDefault(one => one.IsOpen);

    public void Dispose() => _service.Dispose();

    private (int Status, JsonNode Answer) GitHub(HttpListenerRequest request, string body)
    {
        if (request.HttpMethod == "GET")
        {
            bool asked =
                request.QueryString["head"] == "me:refresh"
                && request.QueryString["base"] == "main"
                && request.QueryString["state"] == "open";
            return (
                200,
                new JsonArray([
                    .. asked && Open is { } open
                        ? [(JsonNode)new JsonObject { ["number"] = open.Number }]
                        : Array.Empty<JsonNode>(),
                ])
            );
        }
        JsonObject sent = JsonNode.Parse(body)!.AsObject();
        return Save(
            request,
            (string)sent["title"]!,
            (string)sent["body"]!,
            65536,
            (string?)sent["head"],
            (string?)sent["base"],
            422,
            number => new JsonObject { ["number"] = number }
        );
    }

    private (int Status, JsonNode Answer) Azure(HttpListenerRequest request, string body)
    {
        if (
            request.QueryString["api-version"] != "7.1"
            || !request.Url!.AbsolutePath.StartsWith(
                "/me/Boxes/_apis/git/repositories/r-1/pullrequests",
                StringComparison.Ordinal
            )
        )
        {
            return (400, new JsonObject { ["message"] = "No such API." });
        }
        if (request.HttpMethod == "GET")
        {
            bool asked =
                request.QueryString["searchCriteria.sourceRefName"] == "refs/heads/refresh"
                && request.QueryString["searchCriteria.targetRefName"] == "refs/heads/main"
                && request.QueryString["searchCriteria.status"] == "active";
            return (
                200,
                new JsonObject
                {
                    ["value"] = new JsonArray([
                        .. asked && Open is { } open
                            ? [(JsonNode)new JsonObject { ["pullRequestId"] = open.Number }]
                            : Array.Empty<JsonNode>(),
                    ]),
                }
            );
        }
        JsonObject sent = JsonNode.Parse(body)!.AsObject();
        return Save(
            request,
            (string)sent["title"]!,
            (string)sent["description"]!,
            4000,
            ((string?)sent["sourceRefName"])?.Replace("refs/heads/", "", StringComparison.Ordinal),
            ((string?)sent["targetRefName"])?.Replace("refs/heads/", "", StringComparison.Ordinal),
            409,
            number => new JsonObject { ["pullRequestId"] = number }
        );
    }

    private (int Status, JsonNode Answer) Save(
        HttpListenerRequest request,
        string title,
        string body,
        int longest,
        string? head,
        string? target,
        int conflict,
        Func<int, JsonNode> answer
    )
    {
        if (body.Length > longest)
        {
            return (422, new JsonObject { ["message"] = $"The body is longer than {longest} characters." });
        }
        if (request.HttpMethod == "PATCH")
        {
            int number = int.Parse(request.Url!.Segments[^1], System.Globalization.CultureInfo.InvariantCulture);
            Request known = All.Single(one => one.Number == number);
            (known.Title, known.Body) = (title, body);
            known.Renewals++;
            return (200, answer(number));
        }
        if (Open is not null)
        {
            return (conflict, new JsonObject { ["message"] = "A pull request already exists." });
        }
        if (head is null || !_hasBranch(head) || target != "main")
        {
            return (422, new JsonObject { ["message"] = $"There is no branch {head}." });
        }
        All.Add(new Request(All.Count + 1) { Title = title, Body = body });
        return (201, answer(All.Count));
    }

    /// <summary>A pull request.</summary>
    internal sealed class Request(int number)
    {
        public int Number { get; } = number;
        public string Title { get; set; } = "";
        public string Body { get; set; } = "";
        public int Renewals { get; set; }
        public bool IsOpen { get; set; } = true;
    }
}
