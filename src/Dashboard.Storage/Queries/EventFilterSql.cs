using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Writing;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>Conditions on rows of <c>attempts</c>. Names become ids, so that the attempts themselves need no join.</summary>
internal static class EventFilterSql
{
    /// <summary>One condition of a filter.</summary>
    /// <param name="condition">Dimension and values.</param>
    /// <param name="index">Makes its parameter's name its own.</param>
    /// <param name="row">What the row of attempts is called.</param>
    /// <param name="parameters">Takes the values.</param>
    public static string Condition(FilterCondition condition, int index, string row, NpgsqlParameterCollection parameters)
    {
        var dimension = condition.Dimension;
        var matching = FilterSql.Condition(DimensionSql.Column(dimension), condition with { IsExcluded = false }, index, parameters);
        var found = dimension switch
        {
            Dimension.Provider => $"{row}.route_id = any(array(select r.route_id from routes r where {matching}))",
            Dimension.Domain => $"({row}.domain_id = any(array(select d.domain_id from domains d where {matching})){Own(dimension, index, row)})",
            Dimension.Category or Dimension.Reason or Dimension.Fault =>
                $"""
                ({row}.template_id, {row}.route_id) in (
                    select k.template_id, r.route_id from template_classes k join templates t on t.template_id = k.template_id
                    join routes r on r.provider = k.provider where {matching})
                """,
            _ =>
                $"""
                ({row}.context_id = any(array(
                    select x.context_id from contexts x join flows f on f.flow_id = x.flow_id join sources o on o.id = f.source_id where {matching}))
                    {Own(dimension, index, row)})
                """,
        };
        return condition.IsExcluded ? $"not ({found})" : found;
    }

    /// <summary>The condition by which counts show where such events may be: a name may be counted together with others.</summary>
    public static FilterCondition OfCounts(FilterCondition condition) =>
        condition.IsExcluded || OwnKey(condition.Dimension) is null ? condition : condition with { Values = [.. condition.Values, NewNames.Other] };

    // A name that is counted together with others stands on the event itself, as EventNames has written it.
    private static string Own(Dimension dimension, int index, string row) =>
        OwnKey(dimension) is { } key ? $" or coalesce({row}.own_names ->> '{key}' = any(@filter{index}), false)" : "";

    private static string? OwnKey(Dimension dimension) => dimension switch
    {
        Dimension.Domain => "domain",
        Dimension.Campaign => "campaign",
        Dimension.Stream => "stream",
        Dimension.Pool => "pool",
        Dimension.Client => "client",
        Dimension.Ip => "sending_ip",
        Dimension.ReturnPathDomain => "return_path_domain",
        Dimension.FromDomain => "from_domain",
        Dimension.DkimDomain => "dkim_domain",
        Dimension.ListSource => "list_source",
        Dimension.Segment => "segment",
        _ => null,
    };

    /// <summary>
    /// Rows <c>a</c> of one envelope recipient. The high half of a delivery's key is its recipient's hash: the index by delivery finds
    /// recipients too.
    /// </summary>
    public static string Recipient(string recipient, NpgsqlParameterCollection parameters)
    {
        var hash = (ulong)DeliveryIdentity.RecipientHash(Encoding.UTF8.GetBytes(recipient.Trim())) << 32;
        parameters.AddWithValue("key_from", (long)hash);
        parameters.AddWithValue("key_to", (long)(hash | uint.MaxValue));
        parameters.AddWithValue("recipient", recipient.Trim());
        return "a.delivery_key between @key_from and @key_to and lower(a.recipient) = lower(@recipient)";
    }
}
