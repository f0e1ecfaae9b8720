using System.Text.Json;
using Dashboard.Storage.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dashboard.Storage.Configurations;

internal sealed class SourceConfiguration : IEntityTypeConfiguration<Source>
{
    public void Configure(EntityTypeBuilder<Source> builder)
    {
        builder.Property(s => s.Name).HasMaxLength(100);
        builder.Property(s => s.Format).HasMaxLength(32);
        builder.Property(s => s.Reading).HasColumnType("jsonb");
        builder.Property(s => s.ReadingConfirmedBy).HasMaxLength(256);
        builder.Property(s => s.Capabilities).IsJsonMap();
        builder.HasIndex(s => s.Name).IsUnique();
    }
}

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.Property(i => i.FileName).HasMaxLength(255);
        builder.Property(i => i.StoredName).HasMaxLength(64);
        builder.Property(i => i.CreatedBy).HasMaxLength(256);
        builder.Property(i => i.Format).HasMaxLength(32);
        builder.Property(i => i.Reading).HasColumnType("jsonb");
        builder.Property(i => i.IgnoredReasons).IsJsonMap();
        builder.Property(i => i.Seen).IsJsonMap();
        builder.Property(i => i.NewNames).IsJsonMap();
        builder.Property(i => i.Contribution).IsJsonMap();
        builder.HasIndex(i => i.Fingerprint);
        builder.HasIndex(i => i.Status);
        builder.HasOne(i => i.Source).WithMany().HasForeignKey(i => i.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class QuarantinedLineConfiguration : IEntityTypeConfiguration<QuarantinedLine>
{
    public void Configure(EntityTypeBuilder<QuarantinedLine> builder)
    {
        builder.HasKey(q => new { q.ImportId, q.Part, q.Line });
        builder.Property(q => q.Column).HasMaxLength(128);
        builder.HasOne<Import>().WithMany().HasForeignKey(q => q.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class JsonMapping
{
    /// <summary>Keeps a dictionary as one jsonb object.</summary>
    public static void IsJsonMap<TValue>(this PropertyBuilder<Dictionary<string, TValue>> property) =>
        property
            .HasColumnType("jsonb")
            .HasDefaultValueSql("'{}'")
            .HasConversion(
                map => JsonSerializer.Serialize(map, JsonSerializerOptions.Default),
                json => JsonSerializer.Deserialize<Dictionary<string, TValue>>(json, JsonSerializerOptions.Default)!,
                new ValueComparer<Dictionary<string, TValue>>(
                    (a, b) => a!.Count == b!.Count && !a.Except(b).Any(),
                    d => d.Count,
                    d => new Dictionary<string, TValue>(d)));
}
