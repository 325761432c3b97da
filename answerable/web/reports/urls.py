"""What we promise and how we do: for everybody, and for officers down to the cases."""

from django.urls import path

from answerable.web.reports import public, reception, review, staff, telephone

urlpatterns = [
    path("promises", public.report_card, name="report-card"),
    path("promises.csv", public.table, name="report-table"),
    path("promises/<str:promise>", public.one_promise, name="promise"),
    path("desk/reports", staff.reports, name="reports"),
    path("desk/reports/review", review.review, name="review"),
    path("desk/reports/review.csv", review.review_table, name="review-table"),
    path("desk/reports/telephone", telephone.telephone, name="report-telephone"),
    path("desk/reports/telephone/noted", telephone.noted, name="report-telephone-noted"),
    path("desk/reports/telephone/noted/<int:pk>", telephone.withdrawal, name="report-telephone-withdrawal"),
    path("desk/reports/reception", reception.reception, name="report-reception"),
    path("desk/reports/<str:promise>", staff.one_promise, name="report-of-promise"),
    path("desk/reports/<str:promise>/<str:month>/<str:verdict>", staff.cases_behind, name="report-cases"),
]
