using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using LocalAzure.TemplateLanguage.Evaluation;
using static LocalAzure.TemplateLanguage.Evaluation.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>Date functions; in UTC unless a date names another zone.</summary>
internal static class DateFunctions
{
    private const string UtcNowFormat = "yyyyMMddTHHmmssZ";
    private const string DefaultFormat = "yyyy-MM-ddTHH:mm:ssZ";

    public static readonly FunctionDefinition[] All =
    [
        Pure("dateTimeAdd", 2, 3, Add),
        Pure("dateTimeFromEpoch", 1, 1, FromEpoch),
        Pure("dateTimeToEpoch", 1, 1, a => Date(a, 0).ToUnixTimeSeconds()),
        OfTheMoment("utcNow", 0, 1, UtcNow),
    ];

    // A year counts as 365 days and a month as 30: ARM adds a duration and does not use the calendar.
    private static JsonValue Add(Arguments a)
    {
        try
        {
            return Write(a, Date(a, 0) + XmlConvert.ToTimeSpan(a.Text(1)), a.TextOr(2, DefaultFormat));
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException or OverflowException)
        {
            throw a.Fail($"'{a.Text(1)}' is not an ISO 8601 duration that can be added to '{a.Text(0)}'");
        }
    }

    private static JsonValue FromEpoch(Arguments a)
    {
        try
        {
            return Write(a, DateTimeOffset.FromUnixTimeSeconds(a.Integer(0)), DefaultFormat);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw a.Fail($"'{a.Integer(0)}' seconds are outside the calendar");
        }
    }

    private static JsonValue UtcNow(Arguments a) =>
        a.Context.InDefaultValue
            ? Write(a, a.Context.Frame.Facts.Now.ToUniversalTime(), a.TextOr(0, UtcNowFormat))
            : throw new TemplateException(
                "The template function 'utcNow' is not expected at this location: it can only be used in the default value of a "
                    + "parameter."
            );

    private static DateTimeOffset Date(Arguments a, int index)
    {
        // A date with another zone stays in it: ARM adds to the local time, but still writes Z.
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal;
        string text = a.Text(index);
        return
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTimeOffset date)
            || DateTimeOffset.TryParseExact(text, UtcNowFormat, CultureInfo.InvariantCulture, Utc, out date)
            ? date
            : throw a.Fail($"'{text}' is not a date and time in ISO 8601");
    }

    private static JsonValue Write(Arguments a, DateTimeOffset date, string format)
    {
        try
        {
            return JsonValue.Create(date.ToString(format, CultureInfo.InvariantCulture));
        }
        catch (FormatException)
        {
            throw a.Fail($"'{format}' is not a date format");
        }
    }
}
